using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Bringing people in, and waiting to be brought in. Thread-safe.</summary>
public sealed class InvitationsApi
{
    private readonly ServerCalls calls;
    private readonly Invitations.InvitationsClient stub;

    internal InvitationsApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new Invitations.InvitationsClient(channel);
    }

    /// <summary>Makes an invitation and shows its secret, which the server does not keep.</summary>
    /// <param name="kind">A link's token or a code to type.</param>
    /// <param name="idempotencyKey">At most 64 characters; the same key again gives the same invitation and secret.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<CreatedInvitation> CreateAsync(
        InvitationKind kind, string idempotencyKey = "", CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.CreateInvitationAsync,
            new CreateInvitationRequest { Kind = kind, IdempotencyKey = idempotencyKey },
            cancellation);

    /// <summary>How many invitations the caller may still give away, with the first page of those given.</summary>
    public Task<ListMyInvitationsResponse> MineAsync(CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.ListMyInvitationsAsync, new ListMyInvitationsRequest(), cancellation);

    /// <summary>All invitations that the caller gave, newest first.</summary>
    public IAsyncEnumerable<Invitation> ListMineAsync(CancellationToken cancellation = default) => ServerCalls.PagesAsync(
        (token, stop) =>
            calls.AsPersonAsync(stub.ListMyInvitationsAsync, new ListMyInvitationsRequest { PageToken = token }, stop),
        page => page.Invitations,
        page => page.NextPageToken,
        cancellation);

    /// <summary>Takes back an invitation that nobody has used.</summary>
    public Task<Invitation> RevokeAsync(string invitationId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.RevokeInvitationAsync, new RevokeInvitationRequest { InvitationId = invitationId }, cancellation);

    /// <summary>Gives one of the caller's invitations to somebody on the waiting list.</summary>
    public Task<WaitingPlace> InviteFromWaitingListAsync(string handle, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.InviteFromWaitingListAsync, new InviteFromWaitingListRequest { Handle = handle }, cancellation);

    /// <summary>Takes a place on the waiting list. Needs no account.</summary>
    public Task<WaitingTicket> JoinWaitingListAsync(string handle, CancellationToken cancellation = default) =>
        calls.AsAnybodyAsync(stub.JoinWaitingListAsync, new JoinWaitingListRequest { Handle = handle }, cancellation);

    /// <summary>How the holder of a ticket stands. Needs no account.</summary>
    public Task<WaitingPlace> WaitingPlaceAsync(string ticket, CancellationToken cancellation = default) =>
        calls.AsAnybodyAsync(stub.GetWaitingPlaceAsync, new GetWaitingPlaceRequest { Ticket = ticket }, cancellation);
}
