using System.Text.Json;
using System.Text.Json.Nodes;
using AudioRooms.Grains.Users;

namespace AudioRooms.Grains.Tests.Users;

/// <summary>A stored account survives the conversion to the rules' type and back without a loss.</summary>
public sealed class AccountStateTests
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 30, 3, 29, 56, 853, TimeSpan.FromHours(1));

    /// <summary>An account in its stored form, with every member set.</summary>
    private const string Stored =
        """
        {
          "UserId": "703gkxnzp40qy970qfj38f3e2r", "DisplayName": "Ada", "PasswordHash": "AQAAAAIAAYag", "Failures": 3,
          "LockedUntil": "2026-11-30T03:34:56.853+01:00", "CreatedAt": "2026-11-30T03:29:56.853+01:00",
          "PendingInvitation": "b6379f9d", "DeletedAt": "2026-12-01T03:29:56.853+01:00", "IsErased": true, "IsExternal": true
        }
        """;

    [Fact]
    public void Of_AnAccountThatWasRead_IsWrittenAsItWas()
    {
        var state = JsonSerializer.Deserialize<AccountState>(Stored).ShouldNotBeNull();

        var written = JsonSerializer.SerializeToNode(AccountState.Of(state.ToAccount("ada")));

        JsonNode.DeepEquals(written, JsonNode.Parse(Stored)).ShouldBeTrue();
    }

    [Fact]
    public void ToAccount_OfALiveAccount_IsTheSamePerson()
    {
        var state = new AccountState { UserId = "703gk", DisplayName = "Ada", PasswordHash = "hash", CreatedAt = Moment };

        var account = state.ToAccount("ada");

        account.IsLive.ShouldBeTrue();
        (account.Person.Id.Value, account.Person.Handle, account.Person.DisplayName).ShouldBe(("703gk", "ada", "Ada"));
        account.PasswordHash.ShouldBe("hash");
    }

    [Fact]
    public void ToExport_OfAnAccount_HasNoHash() =>
        JsonSerializer.Deserialize<AccountState>(Stored)!.ToExport("ada").ToJsonString().ShouldNotContain("AQAAAAIAAYag");
}
