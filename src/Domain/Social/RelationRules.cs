using AudioRooms.Contracts.Social;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Social;

/// <summary>What one user may do about another, decided from their relation.</summary>
public static class RelationRules
{
    private const Relation Levels = Relation.HearsAlways | Relation.HearsNever;

    /// <summary>The reason why a command is refused, or null.</summary>
    /// <param name="command">The first user's command about the second.</param>
    /// <param name="relation">The first user's relation to the second.</param>
    /// <param name="count">How many people the first follows, has blocked or has muted: the number that the command would
    /// raise.</param>
    public static PeopleRejection? Check(RelationCommand command, Relation relation, long count)
    {
        if (command is RelationCommand.Follow && relation.HasFlag(Relation.BlockedBy))
        {
            // The same answer as for a missing person, so that a block stays hidden from the blocked person.
            return PeopleRejection.NotFound;
        }

        if (command is RelationCommand.Follow && relation.HasFlag(Relation.Blocks))
        {
            return PeopleRejection.Blocked;
        }

        if (IsLevel(command) && !relation.HasFlag(Relation.Follows))
        {
            return PeopleRejection.NotFollowed;
        }

        return Apply(command, relation) != relation && Adds(command) && count >= ProfileBounds.PeopleMax
            ? PeopleRejection.TooMany
            : null;
    }

    /// <summary>The first user's relation to the second after an accepted command.</summary>
    public static Relation Apply(RelationCommand command, Relation relation) => command switch
    {
        RelationCommand.Follow => relation | Relation.Follows,
        RelationCommand.Unfollow => relation & ~(Relation.Follows | Levels),
        RelationCommand.Block => (relation & ~(Relation.Follows | Relation.FollowedBy | Levels)) | Relation.Blocks,
        RelationCommand.Unblock => relation & ~Relation.Blocks,
        RelationCommand.Mute => relation | Relation.Mutes,
        RelationCommand.Unmute => relation & ~Relation.Mutes,
        RelationCommand.HearAlways => (relation & ~Levels) | Relation.HearsAlways,
        RelationCommand.HearSometimes => relation & ~Levels,
        RelationCommand.HearNever => (relation & ~Levels) | Relation.HearsNever,
    };

    /// <summary>The reason why a person's list is not shown, or null. For a blocked viewer the person does not exist.</summary>
    /// <param name="isOwn">True if the viewer is the person.</param>
    /// <param name="relation">The viewer's relation to the person; null if the person does not exist.</param>
    public static PeopleRejection? CheckList(PeopleList list, bool isOwn, Relation? relation) =>
        relation is not { } known
        || known.HasFlag(Relation.BlockedBy)
        || (!isOwn && list is PeopleList.Blocked or PeopleList.Muted)
            ? PeopleRejection.NotFound
            : null;

    /// <summary>True if one of the two has blocked the other.</summary>
    public static bool AreApart(Relation relation) => (relation & (Relation.Blocks | Relation.BlockedBy)) != 0;

    private static bool IsLevel(RelationCommand command) =>
        command is RelationCommand.HearAlways or RelationCommand.HearSometimes or RelationCommand.HearNever;

    private static bool Adds(RelationCommand command) =>
        command is RelationCommand.Follow or RelationCommand.Block or RelationCommand.Mute;
}
