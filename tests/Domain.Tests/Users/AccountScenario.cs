using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;

namespace AudioRooms.Domain.Tests.Users;

/// <summary>Accounts of the handle "ada" in every phase.</summary>
internal static class AccountScenario
{
    public const string Password = "correct horse";

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly AccountOptions Options = new();
    public static readonly UserId Ada = new("ada-1");
    public static readonly UserId Other = new("ada-2");

    public static Account Vacant { get; } = Account.Vacant("ada");

    /// <summary>A sign-up with invitation "key" that still waits for the ledger to grant a seat.</summary>
    public static Account Pending { get; } = Begin(Vacant, Ada, "key").Next;

    public static Account Live { get; } = Begin(Vacant, Ada).Next.JoinWithPassword("hash").Next;

    public static Account External { get; } =
        Vacant.SignUpExternally(new Newcomer(Ada, "Ada", null), Options, Now).Next.JoinExternally(linkRefused: null).Next;

    public static Account Synthetic { get; } = Vacant.Mint("Bot", Ada, Now).Next;

    public static Account Leaving { get; } = Live.Delete(Ada, Now).Next;

    public static Account Gone { get; } = Leaving.Erased();

    public static AccountDecision Begin(Account account, UserId id, string? invitationKey = null, DateTimeOffset? at = null) =>
        account.SignUp(Password, new Newcomer(id, "Ada", invitationKey), Options, at ?? Now);

    public static Account Of(AccountPhase phase) => phase switch
    {
        AccountPhase.Vacant => Vacant,
        AccountPhase.Pending => Pending,
        AccountPhase.Live => Live,
        AccountPhase.Leaving => Leaving,
        AccountPhase.Gone => Gone,
    };
}
