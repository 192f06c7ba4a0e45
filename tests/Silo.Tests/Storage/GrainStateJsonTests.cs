using System.Reflection;
using System.Text.Json;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Grains.Invitations;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Users;
using AudioRooms.Silo.Storage;

namespace AudioRooms.Silo.Tests.Storage;

public sealed class GrainStateJsonTests
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 30, 3, 29, 56, 853, TimeSpan.FromHours(1));

    private readonly GrainStateJson json = new();

    [Fact]
    public void Deserialize_Account_GivesWhatWasSerialized()
    {
        var account = new AccountState
        {
            UserId = "703gkxnzp40qy970qfj38f3e2r",
            DisplayName = "Ada \"é\" 🎙",
            PasswordHash = "AQAAAAIAAYag",
            Failures = 3,
            LockedUntil = Moment.AddMinutes(5),
            CreatedAt = Moment,
            PendingInvitation = "b6379f9d",
            DeletedAt = Moment.AddDays(1),
            IsErased = true,
            IsExternal = true,
        };

        Members(RoundTrip(account)!).ShouldBe(Members(account));
    }

    [Fact]
    public void Deserialize_LedgerOfInvitations_GivesWhatWasSerialized()
    {
        var invitation = new StoredInvitation
        {
            Key = "b6379f9d",
            Kind = InvitationKind.Code,
            CreatedAt = Moment,
            ExpiresAt = Moment.AddDays(14),
            AcceptedBy = "14hnx",
            IsRevoked = true,
        };
        var ledger = new InvitationLedgerState
        {
            IsOpen = true, Granted = 5, Inviter = "703gk", IsPaused = true, Invitations = [invitation],
            Occasions = ["launch", "room"],
        };

        var read = RoundTrip(ledger)!;

        (read.IsOpen, read.Granted, read.Inviter, read.IsPaused).ShouldBe((true, 5, "703gk", true));
        read.Occasions.ShouldBe(["launch", "room"]);
        Members(read.Invitations.ShouldHaveSingleItem()).ShouldBe(Members(invitation));
    }

    /// <summary>A new state needs a round trip in the tests above.</summary>
    [Fact]
    public void Grains_Always_KeepOnlyStatesThatTheseTestsKnow()
    {
        var states = typeof(SqlDatabase).Assembly.GetTypes()
            .SelectMany(type => type.GetConstructors())
            .SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute)))
            .Select(parameter => parameter.ParameterType.GetGenericArguments()[0]);

        states.ShouldBe([typeof(AccountState), typeof(InvitationLedgerState)], ignoreOrder: true);
    }

    /// <summary>A member that is no public property with a setter would not be stored.</summary>
    [Theory]
    [InlineData(typeof(AccountState))]
    [InlineData(typeof(InvitationLedgerState))]
    [InlineData(typeof(StoredInvitation))]
    public void State_EveryMemberWithAnId_IsAPublicPropertyWithASetter(Type state)
    {
        var members = state.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(member => member.IsDefined(typeof(IdAttribute)))
            .ToList();

        members.ShouldNotBeEmpty();
        members.ShouldAllBe(member => member is PropertyInfo && ((PropertyInfo)member).GetSetMethod() != null);
    }

    [Fact]
    public void Serialize_Always_NamesNoType()
    {
        var text = json.Serialize(new InvitationLedgerState { Invitations = [new StoredInvitation()] }).ToString();

        text.ShouldNotContain("$");
        text.ShouldNotContain("AudioRooms");
        text.ShouldNotContain(nameof(StoredInvitation));
    }

    [Fact]
    public void Deserialize_ClassWasRenamed_GivesWhatWasSerialized()
    {
        var seat = json.Deserialize<RenamedSeat>(json.Serialize(new Seat { Name = "Ada", Number = 2 }))!;

        (seat.Name, seat.Number).ShouldBe(("Ada", 2));
    }

    [Fact]
    public void Deserialize_MemberThatIsNew_KeepsItsDefault()
    {
        var ledger = json.Deserialize<InvitationLedgerState>(BinaryData.FromString("""{"Granted":2}"""))!;

        ledger.Granted.ShouldBe(2);
        ledger.IsOpen.ShouldBeFalse();
        ledger.Invitations.ShouldBeEmpty();
    }

    [Fact]
    public void Deserialize_MemberThatIsGone_IsSkipped() =>
        json.Deserialize<Seat>(BinaryData.FromString("""{"Name":"Ada","Colour":{"Red":1},"Number":2}"""))!.Number.ShouldBe(2);

    [Theory]
    [InlineData("""{"UserId":null}""")]
    [InlineData("""{"UserId":"a","UserId":"b"}""")]
    [InlineData("""{"UserId":7}""")]
    [InlineData("""{"UserId":"a" """)]
    public void Deserialize_DamagedAccount_IsRefused(string damaged) =>
        Should.Throw<JsonException>(() => json.Deserialize<AccountState>(BinaryData.FromString(damaged)));

    private static IEnumerable<(string, object?)> Members(object state) =>
        state.GetType().GetProperties().Select(property => (property.Name, property.GetValue(state)));

    private T? RoundTrip<T>(T value) => json.Deserialize<T>(json.Serialize(value));

    private sealed class Seat
    {
        public string Name { get; set; } = "";

        public int Number { get; set; }
    }

    private sealed class RenamedSeat
    {
        public string Name { get; set; } = "";

        public int Number { get; set; }
    }
}
