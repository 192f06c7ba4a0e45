using System.Collections.Frozen;
using AudioRooms.Protocol.Bounds;
using static AudioRooms.Gateway.Access.CallLimits;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// The table of calls: who may make each, about whose things, how often, and what repeating it does. A method without a row is
/// refused. Tests compare the table with the services' descriptors and the server with the table.
/// </summary>
internal static class RpcAccess
{
    private static readonly FrozenDictionary<string, RpcRule> Rows = new Dictionary<string, RpcRule>
    {
        ["/audiorooms.v1.Accounts/SignUp"] = new(
            RequiredAccess.Open, Repeat.Natural, Target.None, ByService(RateLimit.SignIn, RateLimit.Code)),
        ["/audiorooms.v1.Accounts/SignIn"] = new(RequiredAccess.Open, Repeat.Anew, Target.None, ByService(RateLimit.SignIn)),
        ["/audiorooms.v1.Accounts/EnterAsGuest"] = new(
            RequiredAccess.Open, Repeat.Anew, Target.None, ByService(RateLimit.SignIn)),
        ["/audiorooms.v1.Accounts/MintToken"] = new(RequiredAccess.Operator, Repeat.Anew, Target.None, RateLimit.Operator),
        ["/audiorooms.v1.Accounts/WhoAmI"] = new(
            RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Reading) { IsForGuests = true },
        ["/audiorooms.v1.Accounts/Refresh"] = new(RequiredAccess.Open, Repeat.Anew, Target.None, ByService(RateLimit.SignIn)),
        ["/audiorooms.v1.Accounts/SignOut"] = new(RequiredAccess.Person, Repeat.Natural, Target.None, RateLimit.Account),
        ["/audiorooms.v1.Accounts/ListSessions"] = new(RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.Accounts/EndSession"] = new(RequiredAccess.Person, Repeat.Natural, Target.None, RateLimit.Account),
        ["/audiorooms.v1.Accounts/SignOutEverywhere"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.None, RateLimit.Account),
        ["/audiorooms.v1.Accounts/ChangePassword"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.None, Both(RateLimit.Account, RateLimit.SignIn)),
        ["/audiorooms.v1.Accounts/DeleteAccount"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.None, Both(RateLimit.Account, RateLimit.SignIn)),
        ["/audiorooms.v1.Accounts/ExportAccount"] = new(
            RequiredAccess.Person, Repeat.Reads, Target.None, Both(RateLimit.Account, RateLimit.SignIn)),
        ["/audiorooms.v1.ExternalSignIn/ListIssuers"] = new(
            RequiredAccess.Open, Repeat.Reads, Target.None, RateLimit.OpenReading),
        ["/audiorooms.v1.ExternalSignIn/Begin"] = new(RequiredAccess.Open, Repeat.Anew, Target.None, RateLimit.OpenReading),
        ["/audiorooms.v1.ExternalSignIn/SignIn"] = new(
            RequiredAccess.Open, Repeat.Anew, Target.None, ByService(RateLimit.SignIn, RateLimit.Code)),
        ["/audiorooms.v1.ExternalSignIn/LinkIdentity"] = new(
            RequiredAccess.Person, Repeat.Anew, Target.None, Both(RateLimit.Account, RateLimit.SignIn)),
        ["/audiorooms.v1.ExternalSignIn/UnlinkIdentity"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.None, RateLimit.Account),
        ["/audiorooms.v1.ExternalSignIn/ListIdentities"] = new(
            RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.ExternalSignIn/SetPassword"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.None, Both(RateLimit.Account, RateLimit.SignIn)),
        ["/audiorooms.v1.ExternalSignIn/DeleteAccount"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.None, Both(RateLimit.Account, RateLimit.SignIn)),
        ["/audiorooms.v1.Invitations/CreateInvitation"] = new(
            RequiredAccess.Person, Repeat.Keyed, Target.None, RateLimit.Invitation),
        ["/audiorooms.v1.Invitations/ListMyInvitations"] = new(
            RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.Invitations/RevokeInvitation"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.Secret, RateLimit.Invitation),
        ["/audiorooms.v1.Invitations/InviteFromWaitingList"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Invitation),
        ["/audiorooms.v1.Invitations/JoinWaitingList"] = new(
            RequiredAccess.Open, Repeat.Anew, Target.None, ByService(RateLimit.SignIn)),
        ["/audiorooms.v1.Invitations/GetWaitingPlace"] = new(
            RequiredAccess.Open, Repeat.Reads, Target.None, ByService(RateLimit.SignIn)),
        ["/audiorooms.v1.Invitations/LetIn"] = new(
            RequiredAccess.Operator, Repeat.Natural, Target.Anybody, RateLimit.Operator) { IsAuditedHere = true },
        ["/audiorooms.v1.Invitations/ListWaiting"] = new(RequiredAccess.Operator, Repeat.Reads, Target.None, RateLimit.Operator),
        ["/audiorooms.v1.Invitations/GrantInvitations"] = new(
            RequiredAccess.Operator, Repeat.Keyed, Target.Anybody, RateLimit.Operator) { IsAuditedHere = true },
        ["/audiorooms.v1.Invitations/PauseBranch"] = new(
            RequiredAccess.Operator, Repeat.Natural, Target.Anybody, RateLimit.Operator) { IsAuditedHere = true },
        ["/audiorooms.v1.Rooms/CreateRoom"] = new(RequiredAccess.Person, Repeat.Keyed, Target.None, RateLimit.RoomCreation),
        ["/audiorooms.v1.Rooms/ListRooms"] = new(
            RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Reading) { IsForGuests = true },
        ["/audiorooms.v1.Rooms/GetRoom"] = new(RequiredAccess.Open, Repeat.Reads, Target.Anybody, RateLimit.OpenReading),
        ["/audiorooms.v1.Rooms/ListAudience"] = new(
            RequiredAccess.Person, Repeat.Reads, Target.Anybody, RateLimit.Reading) { IsForGuests = true },
        ["/audiorooms.v1.Rooms/MakeRoomLink"] = new(RequiredAccess.Person, Repeat.Keyed, Target.Owner, RateLimit.RoomCommand),
        ["/audiorooms.v1.Rooms/ListRoomLinks"] = new(RequiredAccess.Person, Repeat.Reads, Target.Owner, RateLimit.Reading),
        ["/audiorooms.v1.Rooms/RevokeRoomLink"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.RoomCommand),
        ["/audiorooms.v1.Rooms/EndRoom"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.RoomCommand),
        ["/audiorooms.v1.Profiles/GetProfile"] = new(
            RequiredAccess.Person, Repeat.Reads, Target.Anybody, RateLimit.Reading) { IsForGuests = true },
        ["/audiorooms.v1.Profiles/UpdateProfile"] = new(RequiredAccess.Person, Repeat.Natural, Target.None, RateLimit.Profile),
        ["/audiorooms.v1.Profiles/Follow"] = new(RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Profiles/Unfollow"] = new(RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Profiles/Block"] = new(RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Profiles/Unblock"] = new(RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Profiles/Mute"] = new(RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Profiles/Unmute"] = new(RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Profiles/ListFollowers"] = new(RequiredAccess.Person, Repeat.Reads, Target.Anybody, RateLimit.Reading),
        ["/audiorooms.v1.Profiles/ListFollowing"] = new(RequiredAccess.Person, Repeat.Reads, Target.Anybody, RateLimit.Reading),
        ["/audiorooms.v1.Profiles/ListBlocked"] = new(RequiredAccess.Person, Repeat.Reads, Target.Secret, RateLimit.Reading),
        ["/audiorooms.v1.Profiles/ListMuted"] = new(RequiredAccess.Person, Repeat.Reads, Target.Secret, RateLimit.Reading),
        ["/audiorooms.v1.Profiles/SetFollowLevel"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Profiles/SetVerified"] = new(
            RequiredAccess.Operator, Repeat.Natural, Target.Anybody, RateLimit.Operator) { IsAuditedHere = true },
        ["/audiorooms.v1.Photos/SetPhoto"] = new(RequiredAccess.Person, Repeat.Natural, Target.None, RateLimit.Profile),
        ["/audiorooms.v1.Photos/RemovePhoto"] = new(RequiredAccess.Person, Repeat.Natural, Target.None, RateLimit.Profile),
        ["/audiorooms.v1.Photos/FindPhotos"] = new(RequiredAccess.Person, Repeat.Reads, Target.Quiet, RateLimit.Reading),
        ["/audiorooms.v1.Discovery/ListTopics"] = new(
            RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Reading) { IsForGuests = true },
        ["/audiorooms.v1.Discovery/Search"] = new(RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Search),
        ["/audiorooms.v1.Discovery/Hallway"] = new(
            RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Reading) { IsForGuests = true },
        ["/audiorooms.v1.Discovery/WatchHallway"] = new(
            RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Reading) { IsForGuests = true },
        ["/audiorooms.v1.Discovery/SuggestPeople"] = new(RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Search),
        ["/audiorooms.v1.Discovery/DismissSuggestion"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.Quiet, RateLimit.Relation),
        ["/audiorooms.v1.Discovery/RebuildIndex"] = new(
            RequiredAccess.Operator, Repeat.Natural, Target.None, RateLimit.Operator) { IsAuditedHere = true },
        ["/audiorooms.v1.Notifications/ListInbox"] = new(
            RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.Notifications/MarkRead"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.Notifications/MarkAllRead"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.Notifications/GetNotificationSettings"] = new(
            RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.Notifications/UpdateNotificationSettings"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.Notifications/MuteSource"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Notification),
        ["/audiorooms.v1.Notifications/UnmuteSource"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.Notifications/AskPersonIn"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.StageInvitation),
        ["/audiorooms.v1.Notifications/WatchInbox"] = new(
            RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.RoomSession/Connect"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.Anybody, ByService(RateLimit.Join)) { IsForGuests = true },
        ["/audiorooms.v1.Clubs/FoundClub"] = new(RequiredAccess.Person, Repeat.Keyed, Target.None, RateLimit.ClubFounding),
        ["/audiorooms.v1.Clubs/GetClub"] = new(RequiredAccess.Person, Repeat.Reads, Target.Anybody, RateLimit.Reading),
        ["/audiorooms.v1.Clubs/ListClubs"] = new(RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.Clubs/ListClubPeople"] = new(RequiredAccess.Person, Repeat.Reads, Target.Anybody, RateLimit.Reading),
        ["/audiorooms.v1.Clubs/EditClub"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/FollowClub"] = new(RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Club),
        ["/audiorooms.v1.Clubs/JoinClub"] = new(RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Club),
        ["/audiorooms.v1.Clubs/ApplyToClub"] = new(RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Club),
        ["/audiorooms.v1.Clubs/LeaveClub"] = new(RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Club),
        ["/audiorooms.v1.Clubs/ApproveApplication"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/RejectApplication"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/InviteToClub"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/AppointInClub"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/RemoveFromClub"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/BanFromClub"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/PardonInClub"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/HandOverClub"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/CloseClub"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Events/ScheduleEvent"] = new(
            RequiredAccess.Person, Repeat.Keyed, Target.None, RateLimit.EventScheduling),
        ["/audiorooms.v1.Events/GetEvent"] = new(RequiredAccess.Person, Repeat.Reads, Target.Anybody, RateLimit.Reading),
        ["/audiorooms.v1.Events/ListEvents"] = new(RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.Events/UpdateEvent"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.Event),
        ["/audiorooms.v1.Events/ChangeOccurrence"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.Event),
        ["/audiorooms.v1.Events/CancelEvent"] = new(RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.Event),
        ["/audiorooms.v1.Events/StartOccurrence"] = new(
            RequiredAccess.Person, Repeat.Natural, Target.Owner, RateLimit.RoomCreation),
        ["/audiorooms.v1.Events/SetFollowing"] = new(RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Event),
        ["/audiorooms.v1.Events/SetAttending"] = new(RequiredAccess.Person, Repeat.Natural, Target.Anybody, RateLimit.Event),
        ["/audiorooms.v1.Events/GetCalendarFeed"] = new(RequiredAccess.Person, Repeat.Reads, Target.Anybody, RateLimit.Event),
        ["/audiorooms.v1.Moderation/FileReport"] = new(RequiredAccess.Person, Repeat.Keyed, Target.Anybody, RateLimit.Report),
        ["/audiorooms.v1.Moderation/GetMyStanding"] = new(RequiredAccess.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.Moderation/FileAppeal"] = new(
            RequiredAccess.Open, Repeat.Natural, Target.None, ByService(RateLimit.SignIn, RateLimit.Report)),
        ["/audiorooms.v1.Moderation/ListCases"] = new(
            RequiredAccess.TrustAndSafety, Repeat.Reads, Target.None, RateLimit.Moderation),
        ["/audiorooms.v1.Moderation/OpenCase"] = new(
            RequiredAccess.TrustAndSafety, Repeat.Reads, Target.Anybody, RateLimit.Moderation),
        ["/audiorooms.v1.Moderation/ClaimCase"] = new(
            RequiredAccess.TrustAndSafety, Repeat.Natural, Target.Anybody, RateLimit.Moderation),
        ["/audiorooms.v1.Moderation/DecideCase"] = new(
            RequiredAccess.TrustAndSafety, Repeat.Natural, Target.Anybody, RateLimit.Moderation),
        ["/audiorooms.v1.Moderation/DecideAppeal"] = new(
            RequiredAccess.TrustAndSafety, Repeat.Natural, Target.Anybody, RateLimit.Moderation),
        ["/audiorooms.v1.Moderation/SuspendAccount"] = new(
            RequiredAccess.TrustAndSafety, Repeat.Natural, Target.Below, RateLimit.Moderation),
        ["/audiorooms.v1.Moderation/ReinstateAccount"] = new(
            RequiredAccess.TrustAndSafety, Repeat.Natural, Target.Below, RateLimit.Moderation),
        ["/audiorooms.v1.Moderation/GetStanding"] = new(
            RequiredAccess.TrustAndSafety, Repeat.Reads, Target.Anybody, RateLimit.Moderation),
        ["/audiorooms.v1.Admin/SetPower"] = new(RequiredAccess.Operator, Repeat.Natural, Target.Below, RateLimit.Operator),
        ["/audiorooms.v1.Admin/ListAudit"] = new(RequiredAccess.Operator, Repeat.Reads, Target.None, RateLimit.Operator),
        ["/audiorooms.v1.Admin/VerifyAudit"] = new(RequiredAccess.Operator, Repeat.Reads, Target.None, RateLimit.Operator),
        ["/audiorooms.v1.Admin/ListAccounts"] = new(
            RequiredAccess.TrustAndSafety, Repeat.Reads, Target.None, RateLimit.Moderation),
        ["/audiorooms.v1.Admin/EndAnyRoom"] = new(
            RequiredAccess.TrustAndSafety, Repeat.Natural, Target.Anybody, RateLimit.Moderation) { IsAuditedHere = true },
        ["/audiorooms.v1.Events/ResetCalendarFeed"] = new(RequiredAccess.Person, Repeat.Anew, Target.Anybody, RateLimit.Event),
        ["/audiorooms.v1.Webhooks/RegisterWebhook"] = new(RequiredAccess.Operator, Repeat.Keyed, Target.None, RateLimit.Operator),
        ["/audiorooms.v1.Webhooks/UpdateWebhook"] = new(
            RequiredAccess.Operator, Repeat.Natural, Target.Anybody, RateLimit.Operator),
        ["/audiorooms.v1.Webhooks/RemoveWebhook"] = new(RequiredAccess.Operator, Repeat.Natural, Target.None, RateLimit.Operator),
        ["/audiorooms.v1.Webhooks/ListWebhooks"] = new(RequiredAccess.Operator, Repeat.Reads, Target.None, RateLimit.Operator),
        ["/audiorooms.v1.Webhooks/ListWebhookDeliveries"] = new(
            RequiredAccess.Operator, Repeat.Reads, Target.Anybody, RateLimit.Operator),
        ["/audiorooms.v1.Webhooks/RedeliverWebhook"] = new(
            RequiredAccess.Operator, Repeat.Anew, Target.Anybody, RateLimit.Operator),
        ["/grpc.health.v1.Health/Check"] = new(RequiredAccess.Open, Repeat.Reads, Target.None, None),
        ["/grpc.health.v1.Health/List"] = new(RequiredAccess.Open, Repeat.Reads, Target.None, None),
        ["/grpc.health.v1.Health/Watch"] = new(RequiredAccess.Open, Repeat.Reads, Target.None, None),

        // Mapped in development only.
        ["/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"] = new(RequiredAccess.Open, Repeat.Reads, Target.None, None),
        ["/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"] = new(
            RequiredAccess.Open, Repeat.Reads, Target.None, None),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The methods that have a row.</summary>
    public static IEnumerable<string> Methods => Rows.Keys;

    /// <summary>The method's rule; null if it has no row.</summary>
    /// <param name="method">The name in the form <c>/package.Service/Method</c>.</param>
    public static RpcRule? Of(string method) => Rows.GetValueOrDefault(method);
}
