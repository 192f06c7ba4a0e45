using AudioRooms.Contracts.Social;
using AudioRooms.Gateway.Rooms;

namespace AudioRooms.Gateway.Services.Profiles;

/// <summary>Converts profiles and relations to the wire's form.</summary>
internal static class WirePeople
{
    public static Wire.V1.PersonRelation Of(RelationView view) => Of(view.User.Value, view.Relation);

    public static Wire.V1.PersonCard Of(PersonCard card) => new()
    {
        Person = WireViews.Of(card.Person),
        Bio = card.Bio,
        Verified = card.IsVerified,
        Relation = Of(card.Person.Id.Value, card.Relation),
        PhotoId = card.PhotoId,
        Expertise = { card.Expertise },
        JoinedAtUnixMs = card.JoinedAt.ToUnixTimeMilliseconds(),
    };

    public static Wire.V1.ListPeopleResponse Of(PeoplePage page)
    {
        var wire = new Wire.V1.ListPeopleResponse { NextPageToken = page.NextPageToken ?? "" };
        wire.People.AddRange(page.People.Select(Of));
        return wire;
    }

    /// <param name="view">The profile as the caller may see it.</param>
    /// <param name="isOwn">True for the caller's own profile, which also says what is missing.</param>
    public static Wire.V1.Profile Of(ProfileView view, bool isOwn)
    {
        var profile = view.Profile;
        var wire = new Wire.V1.Profile
        {
            Person = WireViews.Of(profile.Person),
            Bio = profile.Bio,
            Language = profile.Language,
            Verified = profile.IsVerified,
            JoinedAtUnixMs = profile.JoinedAt.ToUnixTimeMilliseconds(),
            FollowerCount = (ulong)profile.FollowerCount,
            FollowingCount = (ulong)profile.FollowingCount,
            Relation = Of(profile.Person.Id.Value, view.Relation),
            FollowersYouKnowCount = (uint)view.FollowersYouKnowCount,
            PhotoId = profile.PhotoId,
        };
        wire.Interests.AddRange(profile.Interests);
        wire.Expertise.AddRange(profile.Expertise);
        wire.FollowersYouKnow.AddRange(view.FollowersYouKnow.Select(WireViews.Of));
        if (isOwn)
        {
            AddMissing(wire);
        }

        return wire;
    }

    // Nothing says that a person has blocked the caller: such a person is not shown at all.
    private static Wire.V1.PersonRelation Of(string userId, Relation relation) => new()
    {
        UserId = userId,
        Follows = relation.HasFlag(Relation.Follows),
        FollowedBy = relation.HasFlag(Relation.FollowedBy),
        Blocks = relation.HasFlag(Relation.Blocks),
        Mutes = relation.HasFlag(Relation.Mutes),
        FollowLevel = !relation.HasFlag(Relation.Follows) ? Wire.V1.FollowLevel.Unspecified
            : relation.HasFlag(Relation.HearsAlways) ? Wire.V1.FollowLevel.Always
            : relation.HasFlag(Relation.HearsNever) ? Wire.V1.FollowLevel.Never
            : Wire.V1.FollowLevel.Sometimes,
    };

    /// <summary>The command that sets a follow level; null if the level is not defined.</summary>
    public static RelationCommand? LevelOf(Wire.V1.FollowLevel level) => level switch
    {
        Wire.V1.FollowLevel.Always => RelationCommand.HearAlways,
        Wire.V1.FollowLevel.Sometimes => RelationCommand.HearSometimes,
        Wire.V1.FollowLevel.Never => RelationCommand.HearNever,
        _ => null,
    };

    private static void AddMissing(Wire.V1.Profile wire)
    {
        if (wire.Bio.Length == 0)
        {
            wire.Missing.Add("bio");
        }

        if (wire.PhotoId.Length == 0)
        {
            wire.Missing.Add("photo");
        }

        if (wire.Interests.Count == 0)
        {
            wire.Missing.Add("interests");
        }

        if (wire.Language.Length == 0)
        {
            wire.Missing.Add("language");
        }
    }
}
