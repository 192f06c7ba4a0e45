using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using AudioRooms.Protocol.Bounds;
using FsCheck;
using FsCheck.Fluent;
using static AudioRooms.Domain.Tests.Users.AccountScenario;

namespace AudioRooms.Domain.Tests.Users;

/// <summary>Invariants of one handle under any sequence of commands. A failure prints the script.</summary>
public sealed class AccountModelTests
{
    [Fact]
    public void Commands_InAnyOrder_KeepTheHandleWithOneOwner()
    {
        var scripts = Gen.Choose(0, 9).ArrayOf().ToArbitrary();

        Prop.ForAll(scripts, script => Holds(script)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static bool Holds(int[] script)
    {
        var account = Vacant;
        var (now, people) = (Now, 0);
        foreach (var step in script)
        {
            var before = account;
            var decision = Step(step, account, new UserId($"person{people++}"), now);
            account = decision.Next;
            Check(before, decision, now);
            now += TimeSpan.FromDays(step == 9 ? 31 : 0) + TimeSpan.FromMinutes(1);
        }

        return true;
    }

    private static AccountDecision Step(int step, Account account, UserId newcomer, DateTimeOffset now) => step switch
    {
        0 => Begin(account, newcomer, at: now) is { IsAccepted: true } begun ? begun.Next.JoinWithPassword("hash") : account,
        1 => Begin(account, newcomer, "key", now),
        2 => account.Phase == AccountPhase.Pending ? account.JoinWithPassword("hash") : account,
        3 => account.Mint("Bot", newcomer, now),
        4 or 5 => account.VerifyPassword(matches: false, now),
        6 => account.VerifyPassword(matches: account.CheckFor(now) == PasswordCheck.Compare, now),
        7 => account.Delete(account.UserId, now),
        8 => account.Phase == AccountPhase.Leaving ? account.Erased() : account,
        _ => account,
    };

    private static void Check(Account before, AccountDecision decision, DateTimeOffset now)
    {
        var after = decision.Next;
        after.Handle.ShouldBe("ada");
        after.Lockout.Failures.ShouldBeLessThan(AccountBounds.WrongPasswordsMax);

        // An account has an owner from the first step of a sign-up until the person is gone.
        (after.UserId.Value.Length > 0).ShouldBe(
            after.Phase is AccountPhase.Pending or AccountPhase.Live or AccountPhase.Leaving);

        // The remains of a deleted account admit nobody.
        (after.IsLive || (after.PasswordHash is null && after.Lockout == Lockout.None)).ShouldBeTrue();

        // A live account keeps its owner until the owner deletes it. Afterwards the handle stays reserved for a while.
        var isRested = now >= before.DeletedAt + Options.HandleRest;
        if (before.IsLive || (before.DeletedAt is not null && !isRested))
        {
            (after.UserId == before.UserId || after.Phase == AccountPhase.Gone).ShouldBeTrue();
        }

        // Of all refused commands, only a wrong password changes the account.
        if (!decision.IsAccepted && !ReferenceEquals(after, before))
        {
            decision.Rejection.ShouldBe(AccountRejection.CredentialsWrong);
            (after with { Lockout = before.Lockout }).ShouldBe(before);
        }
    }
}
