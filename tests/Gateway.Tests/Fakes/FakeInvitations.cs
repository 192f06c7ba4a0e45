using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>A ledger with two invitations.</summary>
internal sealed class FakeLedger : IInvitationLedgerGrain
{
    private readonly List<InvitationView> made = [];
    private int granted = 2;

    public Task OpenAsync(string? inviter) => Task.CompletedTask;

    public Task<InvitationReply<InvitationView>> IssueAsync(string key, InvitationKind kind)
    {
        if (made.Find(invitation => invitation.Key == key) is { } present)
        {
            return Task.FromResult<InvitationReply<InvitationView>>(present);
        }

        if (made.Count == granted)
        {
            return Task.FromResult<InvitationReply<InvitationView>>(InvitationRejection.NoneLeft);
        }

        made.Add(new InvitationView(
            key, kind, InvitationState.Open, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(14), null));
        return Task.FromResult<InvitationReply<InvitationView>>(made[^1]);
    }

    public Task<InvitationReply<InvitationView>> RevokeAsync(string key) => Task.FromResult<InvitationReply<InvitationView>>(
        made.Find(invitation => invitation.Key == key) is { } present
            ? present with { State = InvitationState.Revoked }
            : InvitationRejection.NotFound);

    public Task<InvitationPage> ListAsync(int pageSize, string? pageToken) =>
        Task.FromResult(new InvitationPage(granted - made.Count, [.. made.Take(pageSize)], null));

    public Task<InvitationReply<InvitationPage>> EarnAsync(string occasion, int count)
    {
        granted += count;
        return Task.FromResult<InvitationReply<InvitationPage>>(new InvitationPage(granted - made.Count, [], null));
    }

    public Task<InvitationReply<InvitationPage>> SetPausedAsync(bool isPaused) =>
        Task.FromResult<InvitationReply<InvitationPage>>(new InvitationPage(granted - made.Count, [], null));

    public Task<bool> AcceptAsync(string key, UserId newcomer) => throw new NotSupportedException();

    public Task ReleaseAsync(string key, UserId newcomer) => throw new NotSupportedException();

    public Task<InvitationBranch> GetBranchAsync() => throw new NotSupportedException();

    public Task ForgetAsync() => throw new NotSupportedException();
}

/// <summary>A waiting list in memory.</summary>
internal sealed class FakeWaitingList : IWaitingListGrain
{
    private readonly Dictionary<string, (WaitingPlace Place, string Key)> waiting = [];

    public Task<InvitationReply<WaitingPlace>> JoinAsync(string handle, string ticketKey) =>
        Task.FromResult<InvitationReply<WaitingPlace>>(
            waiting.TryAdd(handle, (new WaitingPlace(handle, DateTimeOffset.UnixEpoch.AddDays(1), null), ticketKey))
                ? waiting[handle].Place
                : InvitationRejection.AlreadyWaiting);

    public Task<InvitationReply<WaitingPlace>> GetAsync(string ticketKey) => Task.FromResult<InvitationReply<WaitingPlace>>(
        waiting.Values.FirstOrDefault(entry => entry.Key == ticketKey).Place is { } place
            ? place
            : InvitationRejection.NotWaiting);

    public Task<InvitationReply<WaitingPlace>> LetInAsync(string handle, UserId? member)
    {
        if (!waiting.TryGetValue(handle, out var entry))
        {
            return Task.FromResult<InvitationReply<WaitingPlace>>(InvitationRejection.NotWaiting);
        }

        waiting[handle] = (entry.Place with { LetInAt = DateTimeOffset.UnixEpoch.AddDays(2) }, entry.Key);
        return Task.FromResult<InvitationReply<WaitingPlace>>(waiting[handle].Place);
    }

    public Task<WaitingPage> ListAsync(int pageSize, string? pageToken) =>
        Task.FromResult(new WaitingPage([.. waiting.Values.Select(entry => entry.Place).Take(pageSize)], null));
}
