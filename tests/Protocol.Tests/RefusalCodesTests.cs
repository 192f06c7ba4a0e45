using System.Reflection;
using System.Text.RegularExpressions;
using AudioRooms.Protocol.Refusals;

namespace AudioRooms.Protocol.Tests;

public sealed partial class RefusalCodesTests
{
    /// <summary>
    /// A room that has ended, or has removed a person, uses one code for a refused command and for the closing of the session.
    /// </summary>
    private static readonly string[] RefusalAndClosing = [RoomCodes.Ended, RoomCodes.Removed];

    private static readonly string[] Codes =
    [
        .. from type in typeof(RoomCodes).Assembly.GetExportedTypes()
           where type.Namespace == typeof(RoomCodes).Namespace
           from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
           select (string)field.GetRawConstantValue()!,
    ];

    [Fact]
    public void Codes_OfEverySubject_AreEachWrittenOnce() =>
        Codes.GroupBy(code => code).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBe(
            RefusalAndClosing, ignoreOrder: true);

    [Fact]
    public void Codes_OfEverySubject_AreLowerCaseWords() => Codes.ShouldAllBe(code => CodeForm().IsMatch(code));

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex CodeForm();
}
