using AudioRooms.Gateway.Access;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AudioRooms.Server.Tests.Access;

/// <summary>
/// Builds a request for any method, about a thing of the caller's, of another person's, or one that does not exist. Fields are
/// filled by their names; methods that need more have a case here.
/// </summary>
internal sealed class RequestBuilder(World world)
{
    // The subject of a call is the first of these fields that its request has.
    private static readonly string[] Things =
    [
        "case_id", "club_id", "event_id", "room_id", "invitation_id", "webhook_id", "user_id",
    ];

    private static readonly string[] Texts = ["text", "note", "reason", "answer", "title"];

    public async Task<IMessage> BuildAsync(MethodDescriptor method, Target target, Access.Caller caller, Whose whose)
    {
        var request = Empty(method);
        if (target != Target.None)
        {
            await FillThingAsync(request, caller, whose);
        }

        foreach (var field in request.Descriptor.Fields.InDeclarationOrder())
        {
            if (Texts.Contains(field.Name) && field.Accessor.GetValue(request) is "")
            {
                field.Accessor.SetValue(request, "because");
            }
        }

        await CompleteAsync(request, caller, whose);
        return request;
    }

    private static IMessage Empty(MethodDescriptor method) => method.InputType.Parser.ParseFrom(ByteString.Empty);

    private async Task FillThingAsync(IMessage request, Access.Caller caller, Whose whose)
    {
        var fields = request.Descriptor.Fields.InDeclarationOrder();
        var thing = Things.FirstOrDefault(name => fields.Any(field => field.Name == name));
        foreach (var field in fields)
        {
            if (field.Name == thing)
            {
                field.Accessor.SetValue(
                    request, whose == Whose.Nobodys ? World.NobodysId() : await ThingAsync(thing, caller, whose));
            }
            else if (field.Name is "user_id" or "heir_user_id")
            {
                field.Accessor.SetValue(request, (await world.MemberAsync()).UserId);
            }
        }
    }

    // A caller without an account owns nothing, so "own" means another person's thing.
    private async Task<string> ThingAsync(string kind, Access.Caller caller, Whose whose)
    {
        var owner = whose == Whose.Own && caller.CanOwn ? caller : await world.MemberAsync();
        return kind switch
        {
            "case_id" => (await world.CaseAsync()).CaseId,
            "club_id" => await world.ClubAsync(owner),
            "event_id" => (await world.EventAsync(owner)).EventId,
            "room_id" => await world.RoomAsync(owner),
            "invitation_id" => await world.InvitationAsync(owner),
            "webhook_id" => await world.WebhookAsync(),
            "user_id" => owner.UserId,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nobody knows how to make one."),
        };
    }

    private async Task CompleteAsync(IMessage request, Access.Caller caller, Whose whose)
    {
        switch (request)
        {
            case SignUpRequest signUp:
                (signUp.Handle, signUp.Password, signUp.DisplayName) = (World.NewHandle(), Access.Caller.Password, "Somebody");
                break;
            case SignInRequest signIn:
                (signIn.Handle, signIn.Password) = ((await world.MemberAsync()).Handle, Access.Caller.Password);
                break;
            case RefreshRequest refresh:
                refresh.RefreshToken = (await world.MemberAsync()).RefreshToken;
                break;
            case MintTokenRequest mint:
                (mint.Handle, mint.DisplayName) = (World.NewHandle(), "Robot");
                break;
            case ChangePasswordRequest change:
                (change.OldPassword, change.NewPassword) = (Access.Caller.Password, "battery staple");
                break;
            case DeleteAccountRequest delete:
                delete.Password = Access.Caller.Password;
                break;
            case JoinWaitingListRequest join:
                join.Handle = World.NewHandle();
                break;
            case GetWaitingPlaceRequest place:
                place.Ticket = await world.TicketAsync();
                break;
            case InviteFromWaitingListRequest invite:
                invite.Handle = whose == Whose.Nobodys ? World.NewHandle() : await world.WaitingHandleAsync();
                break;
            case LetInRequest letIn:
                letIn.Handle = whose == Whose.Nobodys ? World.NewHandle() : await world.WaitingHandleAsync();
                break;
            case GrantInvitationsRequest grant:
                (grant.Count, grant.IdempotencyKey) = (1, "k");
                break;
            case CreateRoomRequest room:
                room.Language = "en";
                break;
            case MakeRoomLinkRequest link:
                (link.Kind, link.ValidSeconds) = (RoomLinkKind.Listener, 3_600);
                break;
            case RevokeRoomLinkRequest link:
                link.LinkId = whose == Whose.Own && caller.CanOwn ? await world.LinkAsync(caller, link.RoomId) : "none";
                break;
            case ChangeOccurrenceRequest change when whose == Whose.Own && caller.CanOwn:
                change.OccurrenceId = await world.OccurrenceAsync(caller, change.EventId);
                break;
            case StartOccurrenceRequest start when whose == Whose.Own && caller.CanOwn:
                start.OccurrenceId = await world.OccurrenceAsync(caller, start.EventId);
                break;
            case DecideCaseRequest decide when whose != Whose.Nobodys:
                await world.TryClaimAsync(caller, decide.CaseId);
                break;
            case AskPersonInRequest ask when caller.CanOwn:
                ask.UserId = await world.FollowerAsync(caller);
                break;
            case FoundClubRequest club:
                (club.Kind, club.Name, club.Settings) = (
                    ClubKind.Community, World.NewHandle(), new ClubSettings { Language = "en" });
                break;
            case AppointInClubRequest appoint:
                appoint.Role = ClubRole.Leader;
                break;
            case ScheduleEventRequest schedule:
                schedule.Plan = World.Plan();
                break;
            case UpdateEventRequest update:
                update.Plan = World.Plan();
                break;
            case SearchRequest search:
                (search.Kind, search.Words) = (SearchKind.Person, "x");
                break;
            case GetCalendarFeedRequest feed:
                feed.Scope = CalendarScope.Event;
                feed.SubjectId = whose == Whose.Nobodys ? World.NobodysId() : await ThingAsync("event_id", caller, whose);
                break;
            case ClientMessage message:
                message.Join = new Join
                {
                    RoomId = whose == Whose.Nobodys ? World.NobodysId() : await ThingAsync("room_id", caller, whose),
                };
                break;
            case FileReportRequest report:
                report.Reason = ReportReason.Spam;
                report.Person = new ReportedPerson
                {
                    UserId = whose == Whose.Nobodys ? World.NobodysId() : await ThingAsync("user_id", caller, whose),
                };
                break;
            case FileAppealRequest appeal:
                appeal.Ticket = await world.AppealTicketAsync(await world.CallerAsync(Role.Suspended));
                break;
            case DecideAppealRequest decide when whose != Whose.Nobodys:
                decide.CaseId = await world.AppealedCaseAsync();
                break;
            case MuteSourceRequest mute:
                mute.Source = new NotificationSource
                {
                    UserId = whose == Whose.Nobodys ? World.NobodysId() : await ThingAsync("user_id", caller, whose),
                };
                break;
            case SetFollowLevelRequest follow:
                follow.Level = FollowLevel.Always;
                break;
            case EditClubRequest edit:
                edit.Settings = new ClubSettings { Language = "en" };
                break;
            case SetPowerRequest power:
                power.Power = AccountPower.TrustAndSafety;
                break;
        }
    }
}
