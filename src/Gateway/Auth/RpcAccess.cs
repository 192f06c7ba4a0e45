using System.Collections.Frozen;

namespace AudioRooms.Gateway.Auth;

/// <summary>What a call must bring.</summary>
internal enum Access
{
    /// <summary>Nothing.</summary>
    Open = 1,

    /// <summary>An access token.</summary>
    Person = 2,

    /// <summary>The operator's key.</summary>
    Operator = 3,
}

/// <summary>
/// Who may call what. A method without a row is refused; a test holds the table against the services' descriptors.
/// </summary>
internal static class RpcAccess
{
    private static readonly FrozenDictionary<string, Access> Rows = new Dictionary<string, Access>
    {
        ["/audiorooms.v1.Accounts/SignUp"] = Access.Open,
        ["/audiorooms.v1.Accounts/SignIn"] = Access.Open,
        ["/audiorooms.v1.Accounts/MintToken"] = Access.Operator,
        ["/audiorooms.v1.Accounts/WhoAmI"] = Access.Person,
        ["/audiorooms.v1.Accounts/Refresh"] = Access.Open,
        ["/audiorooms.v1.Accounts/SignOut"] = Access.Person,
        ["/audiorooms.v1.Accounts/SignOutEverywhere"] = Access.Person,
        ["/audiorooms.v1.Accounts/ChangePassword"] = Access.Person,
        ["/audiorooms.v1.Accounts/DeleteAccount"] = Access.Person,
        ["/audiorooms.v1.Accounts/ExportAccount"] = Access.Person,
        ["/audiorooms.v1.ExternalSignIn/ListIssuers"] = Access.Open,
        ["/audiorooms.v1.ExternalSignIn/Begin"] = Access.Open,
        ["/audiorooms.v1.ExternalSignIn/SignIn"] = Access.Open,
        ["/audiorooms.v1.ExternalSignIn/LinkIdentity"] = Access.Person,
        ["/audiorooms.v1.ExternalSignIn/UnlinkIdentity"] = Access.Person,
        ["/audiorooms.v1.ExternalSignIn/ListIdentities"] = Access.Person,
        ["/audiorooms.v1.ExternalSignIn/SetPassword"] = Access.Person,
        ["/audiorooms.v1.ExternalSignIn/DeleteAccount"] = Access.Person,
        ["/audiorooms.v1.Invitations/CreateInvitation"] = Access.Person,
        ["/audiorooms.v1.Invitations/ListMyInvitations"] = Access.Person,
        ["/audiorooms.v1.Invitations/RevokeInvitation"] = Access.Person,
        ["/audiorooms.v1.Invitations/InviteFromWaitingList"] = Access.Person,
        ["/audiorooms.v1.Invitations/JoinWaitingList"] = Access.Open,
        ["/audiorooms.v1.Invitations/GetWaitingPlace"] = Access.Open,
        ["/audiorooms.v1.Invitations/LetIn"] = Access.Operator,
        ["/audiorooms.v1.Invitations/ListWaiting"] = Access.Operator,
        ["/audiorooms.v1.Invitations/GrantInvitations"] = Access.Operator,
        ["/audiorooms.v1.Invitations/PauseBranch"] = Access.Operator,
        ["/audiorooms.v1.Rooms/CreateRoom"] = Access.Person,
        ["/audiorooms.v1.Rooms/ListRooms"] = Access.Person,
        ["/audiorooms.v1.Rooms/GetRoom"] = Access.Open,
        ["/audiorooms.v1.Rooms/EndRoom"] = Access.Person,
        ["/audiorooms.v1.Profiles/GetProfile"] = Access.Person,
        ["/audiorooms.v1.Profiles/UpdateProfile"] = Access.Person,
        ["/audiorooms.v1.Profiles/Follow"] = Access.Person,
        ["/audiorooms.v1.Profiles/Unfollow"] = Access.Person,
        ["/audiorooms.v1.Profiles/Block"] = Access.Person,
        ["/audiorooms.v1.Profiles/Unblock"] = Access.Person,
        ["/audiorooms.v1.Profiles/Mute"] = Access.Person,
        ["/audiorooms.v1.Profiles/Unmute"] = Access.Person,
        ["/audiorooms.v1.Profiles/SetFollowLevel"] = Access.Person,
        ["/audiorooms.v1.Profiles/ListFollowers"] = Access.Person,
        ["/audiorooms.v1.Profiles/ListFollowing"] = Access.Person,
        ["/audiorooms.v1.Profiles/ListBlocked"] = Access.Person,
        ["/audiorooms.v1.Profiles/ListMuted"] = Access.Person,
        ["/audiorooms.v1.Profiles/SetVerified"] = Access.Operator,
        ["/audiorooms.v1.Discovery/ListTopics"] = Access.Person,
        ["/audiorooms.v1.Discovery/Search"] = Access.Person,
        ["/audiorooms.v1.Discovery/Hallway"] = Access.Person,
        ["/audiorooms.v1.Discovery/SuggestPeople"] = Access.Person,
        ["/audiorooms.v1.Discovery/RebuildIndex"] = Access.Operator,
        ["/audiorooms.v1.RoomSession/Connect"] = Access.Person,
        ["/audiorooms.v1.Clubs/FoundClub"] = Access.Person,
        ["/audiorooms.v1.Clubs/GetClub"] = Access.Person,
        ["/audiorooms.v1.Clubs/ListClubs"] = Access.Person,
        ["/audiorooms.v1.Clubs/ListClubPeople"] = Access.Person,
        ["/audiorooms.v1.Clubs/EditClub"] = Access.Person,
        ["/audiorooms.v1.Clubs/FollowClub"] = Access.Person,
        ["/audiorooms.v1.Clubs/JoinClub"] = Access.Person,
        ["/audiorooms.v1.Clubs/ApplyToClub"] = Access.Person,
        ["/audiorooms.v1.Clubs/LeaveClub"] = Access.Person,
        ["/audiorooms.v1.Clubs/ApproveApplication"] = Access.Person,
        ["/audiorooms.v1.Clubs/RejectApplication"] = Access.Person,
        ["/audiorooms.v1.Clubs/InviteToClub"] = Access.Person,
        ["/audiorooms.v1.Clubs/AppointInClub"] = Access.Person,
        ["/audiorooms.v1.Clubs/RemoveFromClub"] = Access.Person,
        ["/audiorooms.v1.Clubs/BanFromClub"] = Access.Person,
        ["/audiorooms.v1.Clubs/PardonInClub"] = Access.Person,
        ["/audiorooms.v1.Clubs/HandOverClub"] = Access.Person,
        ["/audiorooms.v1.Clubs/CloseClub"] = Access.Person,
        ["/audiorooms.v1.Events/ScheduleEvent"] = Access.Person,
        ["/audiorooms.v1.Events/GetEvent"] = Access.Person,
        ["/audiorooms.v1.Events/ListEvents"] = Access.Person,
        ["/audiorooms.v1.Events/ChangeOccurrence"] = Access.Person,
        ["/audiorooms.v1.Events/CancelEvent"] = Access.Person,
        ["/audiorooms.v1.Events/StartOccurrence"] = Access.Person,
        ["/audiorooms.v1.Events/SetFollowing"] = Access.Person,
        ["/audiorooms.v1.Events/SetAttending"] = Access.Person,
        ["/audiorooms.v1.Events/GetCalendarFeed"] = Access.Person,
        ["/grpc.health.v1.Health/Check"] = Access.Open,
        ["/grpc.health.v1.Health/List"] = Access.Open,
        ["/grpc.health.v1.Health/Watch"] = Access.Open,

        // Mapped in development only.
        ["/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"] = Access.Open,
        ["/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"] = Access.Open,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Methods that have a row.</summary>
    public static IEnumerable<string> Methods => Rows.Keys;

    /// <summary>What the method asks for; null if it has no row.</summary>
    /// <param name="method">As in <c>/package.Service/Method</c>.</param>
    public static Access? Of(string method) => Rows.TryGetValue(method, out var access) ? access : null;
}
