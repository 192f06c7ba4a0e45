using AudioRooms.Contracts.Social;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Social;

/// <summary>What one user may do about another, decided from how the two stand to each other.</summary>
public static class RelationRules
{
    private const Relation Levels = Relation.HearsAlways | Relation.HearsNever;

    /// <summary>Why a command is refused, or null.</summary>
    /// <param name="command">What the first wants to do about the second.</param>
    /// <param name="relation">How the first stands to the second.</param>
    /// <param name="count">How many the first follows, has blocked or has muted: whichever the command would add to.</param>
    public static PeopleRejection? Check(RelationCommand command, Relation relation, long count)
    {
        if (command is RelationCommand.Follow && relation.HasFlag(Relation.BlockedBy))
        {
            // As if there were no such person: nobody is told by whom they are blocked.
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

    /// <summary>How the first stands to the second after an accepted command.</summary>
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

    /// <summary>Why a person's list is not shown, or null. People who are blocked do not find the person at all.</summary>
    /// <param name="list">Which list.</param>
    /// <param name="isOwn">True if the viewer looks at their own.</param>
    /// <param name="relation">How the viewer stands to the person; null if there is no such person.</param>
    public static PeopleRejection? CheckList(PeopleList list, bool isOwn, Relation? relation) =>
        relation is not { } known
        || known.HasFlag(Relation.BlockedBy)
        || (!isOwn && list is PeopleList.Blocked or PeopleList.Muted)
            ? PeopleRejection.NotFound
            : null;

    /// <summary>True if the two are out of each other's sight, whoever wanted it.</summary>
    public static bool AreApart(Relation relation) => (relation & (Relation.Blocks | Relation.BlockedBy)) != 0;

    private static bool IsLevel(RelationCommand command) =>
        command is RelationCommand.HearAlways or RelationCommand.HearSometimes or RelationCommand.HearNever;

    private static bool Adds(RelationCommand command) =>
        command is RelationCommand.Follow or RelationCommand.Block or RelationCommand.Mute;
}
