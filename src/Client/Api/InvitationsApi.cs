using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Invitations and the waiting list. Thread-safe.</summary>
public sealed class InvitationsApi
{
    private readonly ServerCalls calls;
    private readonly Invitations.InvitationsClient stub;

    internal InvitationsApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new Invitations.InvitationsClient(channel);
    }

    /// <summary>Creates an invitation and returns its secret, which the server does not store.</summary>
    /// <param name="kind">A link's token, or a code to type.</param>
    /// <param name="idempotencyKey">At most 64 characters. The same key again returns the same invitation and secret.</param>
    public Task<CreatedInvitation> CreateAsync(
        InvitationKind kind, string idempotencyKey = "", CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.CreateInvitationAsync,
            new CreateInvitationRequest { Kind = kind, IdempotencyKey = idempotencyKey },
            cancellation);

    /// <summary>The first page of the caller's invitations, and how many more the caller may create.</summary>
    public Task<ListMyInvitationsResponse> MineAsync(CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.ListMyInvitationsAsync, new ListMyInvitationsRequest(), cancellation);

    /// <summary>All invitations of the caller, newest first.</summary>
    public IAsyncEnumerable<Invitation> ListMineAsync(CancellationToken cancellation = default) => ServerCalls.PagesAsync(
        (token, stop) =>
            calls.AsPersonAsync(stub.ListMyInvitationsAsync, new ListMyInvitationsRequest { PageToken = token }, stop),
        page => page.Invitations,
        page => page.NextPageToken,
        cancellation);

    /// <summary>Revokes an open invitation.</summary>
    public Task<Invitation> RevokeAsync(string invitationId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.RevokeInvitationAsync, new RevokeInvitationRequest { InvitationId = invitationId }, cancellation);

    /// <summary>Uses one of the caller's invitations for a person on the waiting list.</summary>
    public Task<WaitingPlace> InviteFromWaitingListAsync(string handle, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.InviteFromWaitingListAsync, new InviteFromWaitingListRequest { Handle = handle }, cancellation);

    /// <summary>Puts a handle on the waiting list. Needs no account.</summary>
    public Task<WaitingTicket> JoinWaitingListAsync(string handle, CancellationToken cancellation = default) =>
        calls.AsAnybodyAsync(stub.JoinWaitingListAsync, new JoinWaitingListRequest { Handle = handle }, cancellation);

    /// <summary>The place of a ticket on the waiting list. Needs no account.</summary>
    public Task<WaitingPlace> WaitingPlaceAsync(string ticket, CancellationToken cancellation = default) =>
        calls.AsAnybodyAsync(stub.GetWaitingPlaceAsync, new GetWaitingPlaceRequest { Ticket = ticket }, cancellation);
}
