using AudioRooms.Contracts.Safety;
using V1 = AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Services.Safety;

/// <summary>The code casts these enumerations, so their numbers must be the same on both sides.</summary>
public sealed class WireSafetyTests
{
    public static TheoryData<Type, Type> Pairs => new()
    {
        { typeof(ReportReason), typeof(V1.ReportReason) },
        { typeof(ReportKind), typeof(V1.ReportKind) },
        { typeof(CaseState), typeof(V1.CaseState) },
        { typeof(PenaltyKind), typeof(V1.PenaltyKind) },
        { typeof(AccountPower), typeof(V1.AccountPower) },
        { typeof(AuditFault), typeof(V1.AuditFault) },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Enumerations_OnBothSides_HaveTheSameNamesAndNumbers(Type inside, Type onWire) =>
        Members(onWire).Where(member => member.Number != 0).ShouldBe(Members(inside));

    private static IEnumerable<(string Name, int Number)> Members(Type type) =>
        Enum.GetValuesAsUnderlyingType(type).Cast<int>().Order().Select(number => (Enum.GetName(type, number)!, number));
}
