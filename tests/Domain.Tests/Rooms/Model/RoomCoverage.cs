using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;

namespace AudioRooms.Domain.Tests.Rooms.Model;

/// <summary>Counts what the scripts did, so that a test can tell whether they cover everything.</summary>
internal sealed class RoomCoverage
{
    /// <summary>How often a step changed the room.</summary>
    public Dictionary<RoomStepKind, int> Changes { get; } = Enum.GetValues<RoomStepKind>().ToDictionary(kind => kind, _ => 0);

    /// <summary>How often a step was refused, except because the room had ended.</summary>
    public Dictionary<RoomStepKind, int> Refusals { get; } = Enum.GetValues<RoomStepKind>().ToDictionary(kind => kind, _ => 0);

    /// <summary>How often each event happened.</summary>
    public Dictionary<RoomEventKind, int> Events { get; } = Enum.GetValues<RoomEventKind>().ToDictionary(kind => kind, _ => 0);

    /// <summary>How often each reason was given.</summary>
    public Dictionary<RoomRejection, int> Reasons { get; } =
        Enum.GetValues<RoomRejection>().ToDictionary(reason => reason, _ => 0);

    /// <summary>Counts the creation of a room.</summary>
    public void Count(RoomDecision created) => CountWhy(created);

    /// <summary>Counts a step.</summary>
    public void Count(RoomStepKind kind, RoomDecision decision)
    {
        CountWhy(decision);
        if (decision.IsAccepted && !decision.Events.IsEmpty)
        {
            Changes[kind]++;
        }
        else if (!decision.IsAccepted && decision.Rejection != RoomRejection.Ended)
        {
            Refusals[kind]++;
        }
    }

    private void CountWhy(RoomDecision decision)
    {
        foreach (var happened in decision.Events)
        {
            Events[RoomEventKinds.KindOf(happened)]++;
        }

        if (decision.Rejection is { } reason)
        {
            Reasons[reason]++;
        }
    }
}
