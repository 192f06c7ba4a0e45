using System.Reflection;
using System.Text;
using AudioRooms.Testing;

namespace AudioRooms.Contracts.Tests.Serialization;

/// <summary>The names and numbers by which other versions of the product know serialized types and their members.</summary>
public sealed class SerializedTypesTests
{
    /// <summary>Members of [Immutable] types through which a value could be changed, although nothing does. The sound of a packet
    /// and the bytes of a photo are filled before the value is created, and a copy for each call would be the most expensive step
    /// of the audio path. The hub creates a new array for each view. The publisher promises not to change the item of a live
    /// stream.</summary>
    private static readonly string[] Trusted =
    [
        "AudioRooms.Contracts.Media.SpokenPacket.Opus",
        "AudioRooms.Contracts.Media.StagePacket.Opus",
        "AudioRooms.Contracts.Social.Photo.Images",
        "AudioRooms.Streaming.HubView.Relays",
        "AudioRooms.Streaming.LiveStreamMessage.Item",
    ];

    [Fact]
    public void SerializedTypes_ComparedWithTheList_AreUnchanged()
    {
        var text = new StringBuilder();
        foreach (var type in SerializedTypes.Declared.OrderBy(AliasOf, StringComparer.Ordinal))
        {
            text.AppendLine($"{AliasOf(type)}: {type.FullName}{(Immutability.IsPromised(type) ? ", immutable" : "")}");
            foreach (var (id, member) in MembersOf(type).OrderBy(member => member.Id))
            {
                text.AppendLine($"    {id} {member}");
            }
        }

        TextList.ShouldEqual("SerializedTypes.txt", text);
    }

    [Fact]
    public void SerializedTypes_All_HaveAnAliasOfTheirOwn()
    {
        SerializedTypes.Declared.ShouldNotBeEmpty();
        SerializedTypes.Declared.Where(type => type.GetCustomAttribute<AliasAttribute>(inherit: false) is null).ShouldBeEmpty();
        SerializedTypes.Declared.GroupBy(AliasOf).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
    }

    [Fact]
    public void ImmutableTypes_All_CannotBeChangedButForTheTrusted() =>
        SerializedTypes.Declared.Where(Immutability.IsPromised).SelectMany(Immutability.BrokenBy).ShouldBe(
            Trusted, ignoreOrder: true);

    private static string AliasOf(Type type) => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? "no alias";

    private static IEnumerable<(uint Id, string Member)> MembersOf(Type type) => type
        .GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Select(member => (member.GetCustomAttribute<IdAttribute>()?.Id, Member: member))
        .Where(each => each.Id is not null)
        .Select(each => (each.Id!.Value, $"{each.Member.Name}: {TextList.NameOf(TypeOf(each.Member))}"));

    private static Type TypeOf(MemberInfo member) =>
        member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
}
