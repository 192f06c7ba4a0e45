using System.Globalization;
using AudioRooms.Contracts;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Server.Tests.Access;

/// <summary>Makes people and the things that calls are about, through the public RPCs.</summary>
internal sealed class World(ServerHost host)
{
    private static int people;

    /// <summary>A caller of this role.</summary>
    public async Task<Caller> CallerAsync(Role role)
    {
        switch (role)
        {
            case Role.Anonymous:
                return new Caller("", "", [], "");
            case Role.KeyHolder:
                return new Caller("", "", ServerHost.Operator, "");
            case Role.Waiting:
                return new Caller("", "", Bearer(await TicketAsync()), "");
            case Role.Suspended:
                var suspended = await MemberAsync();
                await Moderation.SuspendAccountAsync(
                    new SuspendAccountRequest { UserId = suspended.UserId, Reason = "spam" }, ServerHost.Operator);
                return suspended with { CanOwn = false };
            case Role.TrustAndSafety:
                return await WithPowerAsync(AccountPower.TrustAndSafety);
            case Role.Operator:
                return await WithPowerAsync(AccountPower.Operator);
            case Role.Member:
                return await MemberAsync();
            default:
                throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role.");
        }
    }

    public async Task<Caller> MemberAsync()
    {
        var signedIn = await new Accounts.AccountsClient(host.Channel).SignUpAsync(new SignUpRequest
        {
            Handle = NewHandle(), Password = Caller.Password, DisplayName = "Somebody",
        });
        return new Caller(signedIn.UserId, signedIn.Handle, Bearer(signedIn.AccessToken), signedIn.RefreshToken);
    }

    public async Task<string> RoomAsync(Caller owner) => (await new Rooms.RoomsClient(host.Channel).CreateRoomAsync(
        new CreateRoomRequest { Title = "Coffee", Language = "en" }, owner.Headers)).RoomId;

    public async Task<string> ClubAsync(Caller owner) => (await new Clubs.ClubsClient(host.Channel).FoundClubAsync(
        new FoundClubRequest { Kind = ClubKind.Community, Name = NewHandle(), Settings = new ClubSettings { Language = "en" } },
        owner.Headers)).ClubId;

    public async Task<Event> EventAsync(Caller owner) => await new Events.EventsClient(host.Channel).ScheduleEventAsync(
        new ScheduleEventRequest { Plan = Plan() }, owner.Headers);

    public async Task<string> InvitationAsync(Caller inviter) =>
        (await new Invitations.InvitationsClient(host.Channel).CreateInvitationAsync(
            new CreateInvitationRequest(), inviter.Headers))
        .Invitation.InvitationId;

    public async Task<string> LinkAsync(
        Caller owner, string roomId) => (await new Rooms.RoomsClient(host.Channel).MakeRoomLinkAsync(
        new MakeRoomLinkRequest { RoomId = roomId, Kind = RoomLinkKind.Listener, ValidSeconds = 3_600 }, owner.Headers)).LinkId;

    public async Task<long> OccurrenceAsync(Caller owner, string eventId) =>
        (await new Events.EventsClient(host.Channel).GetEventAsync(
            new GetEventRequest { EventId = eventId }, owner.Headers)).Occurrences[0].OccurrenceId;

    public async Task<string> FollowerAsync(Caller followed)
    {
        var follower = await MemberAsync();
        await new Profiles.ProfilesClient(host.Channel).FollowAsync(
            new RelateRequest { UserId = followed.UserId }, follower.Headers);
        return follower.UserId;
    }

    /// <summary>Claims a case if the caller may do so.</summary>
    public async Task TryClaimAsync(Caller caller, string caseId)
    {
        try
        {
            await Moderation.ClaimCaseAsync(new ClaimCaseRequest { CaseId = caseId }, caller.Headers);
        }
        catch (RpcException refused) when (refused.StatusCode is StatusCode.PermissionDenied or StatusCode.Unauthenticated)
        {
            // A caller who may not claim a case may not decide it either; the cell shows it.
        }
    }

    /// <summary>A webhook, always the same one, because only a few are allowed.</summary>
    public async Task<string> WebhookAsync() => (await new Webhooks.WebhooksClient(host.Channel).RegisterWebhookAsync(
        new RegisterWebhookRequest { Url = "https://example.org/", Kinds = { "report_filed" }, IdempotencyKey = "matrix" },
        ServerHost.Operator)).Webhook.WebhookId;

    /// <summary>An open case about a person.</summary>
    public async Task<(string CaseId, Caller Accused)> CaseAsync()
    {
        var accused = await MemberAsync();
        await Moderation.FileReportAsync(
            new FileReportRequest { Reason = ReportReason.Spam, Person = new ReportedPerson { UserId = accused.UserId } },
            (await MemberAsync()).Headers);
        var cases = await Moderation.ListCasesAsync(
            new ListCasesRequest { State = CaseState.Open, PageSize = 100 }, ServerHost.Operator);
        while (cases.Cases.All(one => one.AccusedUserId != accused.UserId))
        {
            cases = await Moderation.ListCasesAsync(
                new ListCasesRequest { State = CaseState.Open, PageSize = 100, PageToken = cases.NextPageToken },
                ServerHost.Operator);
        }

        return (cases.Cases.Single(one => one.AccusedUserId == accused.UserId).CaseId, accused);
    }

    /// <summary>A case that led to a suspension and was appealed.</summary>
    public async Task<string> AppealedCaseAsync()
    {
        var (caseId, accused) = await CaseAsync();
        var reviewer = await CallerAsync(Role.TrustAndSafety);
        await Moderation.ClaimCaseAsync(new ClaimCaseRequest { CaseId = caseId }, reviewer.Headers);
        await Moderation.DecideCaseAsync(
            new DecideCaseRequest { CaseId = caseId, Penalties = { PenaltyKind.SuspendForGood }, Note = "spam" },
            reviewer.Headers);
        await Moderation.FileAppealAsync(new FileAppealRequest { Ticket = await AppealTicketAsync(accused), Text = "unfair" });
        return caseId;
    }

    /// <summary>The ticket of a person on the waiting list.</summary>
    public async Task<string> TicketAsync() => (await new Invitations.InvitationsClient(host.Channel).JoinWaitingListAsync(
        new JoinWaitingListRequest { Handle = NewHandle() })).Ticket;

    /// <summary>The ticket that a suspended member gets in place of a session.</summary>
    public async Task<string> AppealTicketAsync(Caller suspended)
    {
        var refused = await Should.ThrowAsync<RpcException>(
            async () => await new Accounts.AccountsClient(host.Channel).SignInAsync(
                new SignInRequest { Handle = suspended.Handle, Password = Caller.Password }));
        return refused.Trailers.GetValue("appeal-ticket").ShouldNotBeNull();
    }

    public async Task<string> WaitingHandleAsync()
    {
        var handle = NewHandle();
        await new Invitations.InvitationsClient(
            host.Channel).JoinWaitingListAsync(new JoinWaitingListRequest { Handle = handle });
        return handle;
    }

    public static EventPlan Plan() => new()
    {
        Title = "Friday",
        Language = "en",
        TimeZone = "Europe/Paris",
        StartsAt = TimeProvider.System.GetUtcNow().AddDays(7).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
        DurationMinutes = 60,
    };

    public static string NewHandle() => $"p{Interlocked.Increment(ref people)}";

    public static string NobodysId() => Identifiers.NewId();

    private Moderation.ModerationClient Moderation => new(host.Channel);

    private async Task<Caller> WithPowerAsync(AccountPower power)
    {
        var member = await MemberAsync();
        await new Admin.AdminClient(host.Channel).SetPowerAsync(
            new SetPowerRequest { UserId = member.UserId, Power = power, Reason = "hired" }, ServerHost.Operator);
        return member;
    }

    public static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };
}
