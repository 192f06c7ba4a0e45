using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Clubs;

/// <summary>A club as <c>--json</c> shows it.</summary>
internal sealed record ClubJson(
    string ClubId,
    string Kind,
    string Name,
    string Description,
    string Rules,
    uint RulesEdition,
    string Question,
    IReadOnlyList<string> Topics,
    string Language,
    string RoomOpeners,
    string Owner,
    uint Members,
    uint Followers,
    string YourRole,
    string YourPending,
    bool YouMayOpenRooms,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? ClosedAt)
{
    public static ClubJson Of(Club club) => new(
        club.ClubId,
        club.Kind.Word(),
        club.Name,
        club.Settings.Description,
        club.Settings.Rules,
        club.RulesEdition,
        club.Settings.Question,
        [.. club.Settings.Topics],
        club.Settings.Language,
        club.Settings.RoomOpeners.Word(),
        club.Owner?.Handle ?? "",
        club.MemberCount,
        club.FollowerCount,
        club.YourRole.Word(),
        club.YourPending.Word(),
        club.YouMayOpenRooms,
        WireText.Time(club.CreatedAtUnixMs),
        WireText.Time(club.ClosedAtUnixMs));
}
