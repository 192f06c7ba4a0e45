using AudioRooms.Contracts.Clubs;
using AudioRooms.Gateway.Rooms;

namespace AudioRooms.Gateway.Services.Clubs;

/// <summary>Converts clubs to the wire's form and back. A number that is not defined gives null.</summary>
internal static class ClubViews
{
    public static Wire.V1.Club Of(ClubView view) => new()
    {
        ClubId = view.ClubId,
        Kind = view.Kind switch
        {
            ClubKind.Show => Wire.V1.ClubKind.Show,
            ClubKind.Community => Wire.V1.ClubKind.Community,
            ClubKind.Private => Wire.V1.ClubKind.Private,
        },
        Name = view.Name,
        Settings = Of(view.Settings),
        RulesEdition = (uint)view.RulesEdition,
        Owner = WireViews.Of(view.Owner),
        MemberCount = (uint)view.MemberCount,
        FollowerCount = (uint)view.FollowerCount,
        CreatedAtUnixMs = view.CreatedAt.ToUnixTimeMilliseconds(),
        ClosedAtUnixMs = view.ClosedAt?.ToUnixTimeMilliseconds() ?? 0,
        YourRole = Of(view.Role),
        YourPending = view.Pending switch
        {
            ClubPending.None => Wire.V1.ClubPending.None,
            ClubPending.Applied => Wire.V1.ClubPending.Applied,
            ClubPending.Invited => Wire.V1.ClubPending.Invited,
        },
        YouMayOpenRooms = view.MayOpenRooms,
    };

    public static Wire.V1.ClubEntry Of(ClubEntry entry) => new()
    {
        UserId = entry.User.Value,
        Person = entry.Person is { } person ? WireViews.Of(person) : null,
        Role = Of(entry.Role),
        Answer = entry.Answer,
        SinceUnixMs = entry.Since.ToUnixTimeMilliseconds(),
    };

    public static ClubKind? KindOf(Wire.V1.ClubKind kind) => kind switch
    {
        Wire.V1.ClubKind.Show => ClubKind.Show,
        Wire.V1.ClubKind.Community => ClubKind.Community,
        Wire.V1.ClubKind.Private => ClubKind.Private,
        _ => null,
    };

    public static ClubRole? RoleOf(Wire.V1.ClubRole role) => role switch
    {
        Wire.V1.ClubRole.None => ClubRole.None,
        Wire.V1.ClubRole.Follower => ClubRole.Follower,
        Wire.V1.ClubRole.Member => ClubRole.Member,
        Wire.V1.ClubRole.Leader => ClubRole.Leader,
        Wire.V1.ClubRole.Owner => ClubRole.Owner,
        Wire.V1.ClubRole.Banned => ClubRole.Banned,
        _ => null,
    };

    public static ClubScope? ScopeOf(Wire.V1.ClubScope scope) => scope switch
    {
        Wire.V1.ClubScope.Unspecified or Wire.V1.ClubScope.Public => ClubScope.Public,
        Wire.V1.ClubScope.Mine => ClubScope.Mine,
        Wire.V1.ClubScope.Invitations => ClubScope.Invitations,
        _ => null,
    };

    public static ClubListing? ListingOf(Wire.V1.ClubListing listing) => listing switch
    {
        Wire.V1.ClubListing.Unspecified or Wire.V1.ClubListing.Members => ClubListing.Members,
        Wire.V1.ClubListing.Applications => ClubListing.Applications,
        Wire.V1.ClubListing.Invitations => ClubListing.Invitations,
        Wire.V1.ClubListing.Banned => ClubListing.Banned,
        _ => null,
    };

    /// <summary>Reads the settings that a device sent.</summary>
    /// <param name="settings">The settings; null counts as empty settings.</param>
    /// <param name="kind">Decides who may open rooms if the device does not say it; null reserves it to leaders.</param>
    public static ClubSettings? SettingsOf(Wire.V1.ClubSettings? settings, ClubKind? kind)
    {
        settings ??= new Wire.V1.ClubSettings();
        ClubRoomOpeners? openers = settings.RoomOpeners switch
        {
            Wire.V1.ClubRoomOpeners.Unspecified =>
                kind is ClubKind.Community or ClubKind.Private ? ClubRoomOpeners.Members : ClubRoomOpeners.Leaders,
            Wire.V1.ClubRoomOpeners.Leaders => ClubRoomOpeners.Leaders,
            Wire.V1.ClubRoomOpeners.Members => ClubRoomOpeners.Members,
            _ => null,
        };
        return openers is null
            ? null
            : new ClubSettings(
                settings.Description, settings.Rules, settings.Question, [.. settings.Topics], settings.Language, openers.Value);
    }

    private static Wire.V1.ClubSettings Of(ClubSettings settings)
    {
        var wire = new Wire.V1.ClubSettings
        {
            Description = settings.Description,
            Rules = settings.Rules,
            Question = settings.Question,
            Language = settings.Language,
            RoomOpeners = settings.RoomOpeners switch
            {
                ClubRoomOpeners.Leaders => Wire.V1.ClubRoomOpeners.Leaders,
                ClubRoomOpeners.Members => Wire.V1.ClubRoomOpeners.Members,
            },
        };
        wire.Topics.AddRange(settings.Topics);
        return wire;
    }

    private static Wire.V1.ClubRole Of(ClubRole role) => role switch
    {
        ClubRole.None => Wire.V1.ClubRole.None,
        ClubRole.Follower => Wire.V1.ClubRole.Follower,
        ClubRole.Member => Wire.V1.ClubRole.Member,
        ClubRole.Leader => Wire.V1.ClubRole.Leader,
        ClubRole.Owner => Wire.V1.ClubRole.Owner,
        ClubRole.Banned => Wire.V1.ClubRole.Banned,
    };
}
