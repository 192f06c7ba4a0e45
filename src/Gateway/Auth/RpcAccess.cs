using System.Collections.Frozen;
using AudioRooms.Gateway.Limits;

namespace AudioRooms.Gateway.Auth;

/// <summary>
/// Who may call what, about whose things, how often, and whether again. A method without a row is refused; tests hold the table against the
/// services' descriptors, and the server against the table.
/// </summary>
internal static class RpcAccess
{
    private static readonly FrozenDictionary<string, RpcRule> Rows = new Dictionary<string, RpcRule>
    {
        ["/audiorooms.v1.Accounts/SignUp"] = new(Access.Open, Repeat.Natural, Target.None),
        ["/audiorooms.v1.Accounts/SignIn"] = new(Access.Open, Repeat.Anew, Target.None),
        ["/audiorooms.v1.Accounts/MintToken"] = new(Access.Operator, Repeat.Anew, Target.None),
        ["/audiorooms.v1.Accounts/WhoAmI"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.Accounts/Refresh"] = new(Access.Open, Repeat.Anew, Target.None),
        ["/audiorooms.v1.Accounts/SignOut"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Account),
        ["/audiorooms.v1.Accounts/SignOutEverywhere"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Account),
        ["/audiorooms.v1.Accounts/ChangePassword"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Account),
        ["/audiorooms.v1.Accounts/DeleteAccount"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Account),
        ["/audiorooms.v1.Accounts/ExportAccount"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Account),
        ["/audiorooms.v1.ExternalSignIn/ListIssuers"] = new(Access.Open, Repeat.Reads, Target.None, RateLimit.OpenReading),
        ["/audiorooms.v1.ExternalSignIn/Begin"] = new(Access.Open, Repeat.Anew, Target.None),
        ["/audiorooms.v1.ExternalSignIn/SignIn"] = new(Access.Open, Repeat.Anew, Target.None),
        ["/audiorooms.v1.ExternalSignIn/LinkIdentity"] = new(Access.Person, Repeat.Anew, Target.None, RateLimit.Account),
        ["/audiorooms.v1.ExternalSignIn/UnlinkIdentity"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Account),
        ["/audiorooms.v1.ExternalSignIn/ListIdentities"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.ExternalSignIn/SetPassword"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Account),
        ["/audiorooms.v1.ExternalSignIn/DeleteAccount"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Account),
        ["/audiorooms.v1.Invitations/CreateInvitation"] = new(Access.Person, Repeat.Keyed, Target.None, RateLimit.Invitation),
        ["/audiorooms.v1.Invitations/ListMyInvitations"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.Invitations/RevokeInvitation"] = new(Access.Person, Repeat.Natural, Target.Secret, RateLimit.Invitation),
        ["/audiorooms.v1.Invitations/InviteFromWaitingList"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Invitation),
        ["/audiorooms.v1.Invitations/JoinWaitingList"] = new(Access.Open, Repeat.Anew, Target.None),
        ["/audiorooms.v1.Invitations/GetWaitingPlace"] = new(Access.Open, Repeat.Reads, Target.None),
        ["/audiorooms.v1.Invitations/LetIn"] = new(Access.Operator, Repeat.Natural, Target.Anybody) { IsAuditedHere = true },
        ["/audiorooms.v1.Invitations/ListWaiting"] = new(Access.Operator, Repeat.Reads, Target.None),
        ["/audiorooms.v1.Invitations/GrantInvitations"] = new(Access.Operator, Repeat.Keyed, Target.Anybody) { IsAuditedHere = true },
        ["/audiorooms.v1.Invitations/PauseBranch"] = new(Access.Operator, Repeat.Natural, Target.Anybody) { IsAuditedHere = true },
        ["/audiorooms.v1.Rooms/CreateRoom"] = new(Access.Person, Repeat.Keyed, Target.None, RateLimit.RoomCreation),
        ["/audiorooms.v1.Rooms/ListRooms"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.Rooms/GetRoom"] = new(Access.Open, Repeat.Reads, Target.Anybody, RateLimit.OpenReading),
        ["/audiorooms.v1.Rooms/EndRoom"] = new(Access.Person, Repeat.Natural, Target.Owner, RateLimit.RoomCommand),
        ["/audiorooms.v1.Profiles/GetProfile"] = new(Access.Person, Repeat.Reads, Target.Anybody, RateLimit.Reading),
        ["/audiorooms.v1.Profiles/UpdateProfile"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Profile),
        ["/audiorooms.v1.Profiles/Follow"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Profiles/Unfollow"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Profiles/Block"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Profiles/Unblock"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Profiles/Mute"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Profiles/Unmute"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Profiles/ListFollowers"] = new(Access.Person, Repeat.Reads, Target.Anybody, RateLimit.Reading),
        ["/audiorooms.v1.Profiles/ListFollowing"] = new(Access.Person, Repeat.Reads, Target.Anybody, RateLimit.Reading),
        ["/audiorooms.v1.Profiles/ListBlocked"] = new(Access.Person, Repeat.Reads, Target.Secret, RateLimit.Reading),
        ["/audiorooms.v1.Profiles/ListMuted"] = new(Access.Person, Repeat.Reads, Target.Secret, RateLimit.Reading),
        ["/audiorooms.v1.Profiles/SetFollowLevel"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Profiles/SetVerified"] = new(Access.Operator, Repeat.Natural, Target.Anybody) { IsAuditedHere = true },
        ["/audiorooms.v1.Photos/SetPhoto"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Profile),
        ["/audiorooms.v1.Photos/RemovePhoto"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Profile),
        ["/audiorooms.v1.Photos/FindPhotos"] = new(Access.Person, Repeat.Reads, Target.Anybody, RateLimit.Reading),
        ["/audiorooms.v1.Discovery/ListTopics"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.Discovery/Search"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Search),
        ["/audiorooms.v1.Discovery/Hallway"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.Discovery/WatchHallway"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.Discovery/SuggestPeople"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Search),
        ["/audiorooms.v1.Discovery/DismissSuggestion"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Relation),
        ["/audiorooms.v1.Discovery/RebuildIndex"] = new(Access.Operator, Repeat.Natural, Target.None) { IsAuditedHere = true },
        ["/audiorooms.v1.Notifications/ListInbox"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.Notifications/MarkRead"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.Notifications/MarkAllRead"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.Notifications/GetNotificationSettings"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.Notifications/UpdateNotificationSettings"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.Notifications/MuteSource"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.Notifications/UnmuteSource"] = new(Access.Person, Repeat.Natural, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.Notifications/AskPersonIn"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.StageInvitation),
        ["/audiorooms.v1.Notifications/WatchInbox"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Notification),
        ["/audiorooms.v1.RoomSession/Connect"] = new(Access.Person, Repeat.Natural, Target.Anybody),
        ["/audiorooms.v1.Clubs/FoundClub"] = new(Access.Person, Repeat.Keyed, Target.None, RateLimit.ClubFounding),
        ["/audiorooms.v1.Clubs/GetClub"] = new(Access.Person, Repeat.Reads, Target.Anybody, RateLimit.Reading),
        ["/audiorooms.v1.Clubs/ListClubs"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.Clubs/ListClubPeople"] = new(Access.Person, Repeat.Reads, Target.Anybody, RateLimit.Reading),
        ["/audiorooms.v1.Clubs/EditClub"] = new(Access.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/FollowClub"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Club),
        ["/audiorooms.v1.Clubs/JoinClub"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Club),
        ["/audiorooms.v1.Clubs/ApplyToClub"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Club),
        ["/audiorooms.v1.Clubs/LeaveClub"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Club),
        ["/audiorooms.v1.Clubs/ApproveApplication"] = new(Access.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/RejectApplication"] = new(Access.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/InviteToClub"] = new(Access.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/AppointInClub"] = new(Access.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/RemoveFromClub"] = new(Access.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/BanFromClub"] = new(Access.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/PardonInClub"] = new(Access.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/HandOverClub"] = new(Access.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Clubs/CloseClub"] = new(Access.Person, Repeat.Natural, Target.Owner, RateLimit.Club),
        ["/audiorooms.v1.Events/ScheduleEvent"] = new(Access.Person, Repeat.Keyed, Target.None, RateLimit.EventScheduling),
        ["/audiorooms.v1.Events/GetEvent"] = new(Access.Person, Repeat.Reads, Target.Anybody, RateLimit.Reading),
        ["/audiorooms.v1.Events/ListEvents"] = new(Access.Person, Repeat.Reads, Target.None, RateLimit.Reading),
        ["/audiorooms.v1.Events/ChangeOccurrence"] = new(Access.Person, Repeat.Natural, Target.Owner, RateLimit.Event),
        ["/audiorooms.v1.Events/CancelEvent"] = new(Access.Person, Repeat.Natural, Target.Owner, RateLimit.Event),
        ["/audiorooms.v1.Events/StartOccurrence"] = new(Access.Person, Repeat.Natural, Target.Owner, RateLimit.RoomCreation),
        ["/audiorooms.v1.Events/SetFollowing"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Event),
        ["/audiorooms.v1.Events/SetAttending"] = new(Access.Person, Repeat.Natural, Target.Anybody, RateLimit.Event),
        ["/audiorooms.v1.Events/GetCalendarFeed"] = new(Access.Person, Repeat.Reads, Target.Anybody, RateLimit.Event),
        ["/grpc.health.v1.Health/Check"] = new(Access.Open, Repeat.Reads, Target.None),
        ["/grpc.health.v1.Health/List"] = new(Access.Open, Repeat.Reads, Target.None),
        ["/grpc.health.v1.Health/Watch"] = new(Access.Open, Repeat.Reads, Target.None),

        // Mapped in development only.
        ["/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"] = new(Access.Open, Repeat.Reads, Target.None),
        ["/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"] = new(Access.Open, Repeat.Reads, Target.None),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Methods that have a row.</summary>
    public static IEnumerable<string> Methods => Rows.Keys;

    /// <summary>The method's rule; null if it has no row.</summary>
    /// <param name="method">As in <c>/package.Service/Method</c>.</param>
    public static RpcRule? Of(string method) => Rows.GetValueOrDefault(method);
}
