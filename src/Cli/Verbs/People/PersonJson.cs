using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.People;

/// <summary>A person as <c>--json</c> shows them.</summary>
internal sealed record PersonJson(
    string UserId, string Handle, string Name, string Bio, bool Verified, bool Follows, bool FollowedBy, bool Blocks, bool Mutes)
{
    public static PersonJson Of(PersonCard card) => new(
        card.Person.UserId, card.Person.Handle, card.Person.DisplayName, card.Bio, card.Verified,
        card.Relation?.Follows ?? false, card.Relation?.FollowedBy ?? false, card.Relation?.Blocks ?? false,
        card.Relation?.Mutes ?? false);
}
