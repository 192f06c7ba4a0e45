using System.Collections.Immutable;
using System.Globalization;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Invitations;

/// <summary>The invitations that people earn by taking part in a room.</summary>
public static class Earnings
{
    /// <summary>The earnings from a room that has ended. The occasion names the deed and the period, so that the ledger credits
    /// it once.</summary>
    public static ImmutableArray<Earning> Of(Room room, IEnumerable<EarningRule> rules)
    {
        if (room.EndedAt is not { } endedAt)
        {
            return [];
        }

        var speakers = room.History.ToStored();
        return
        [
            .. rules.SelectMany(rule =>
                WhoDid(rule, room, endedAt, speakers).Select(user => new Earning(user, OccasionOf(rule, endedAt), rule.Count))),
        ];
    }

    private static IEnumerable<UserId> WhoDid(
        EarningRule rule, Room room, DateTimeOffset endedAt, ImmutableArray<StoredStageTime> speakers) => rule.Deed switch
    {
        Deed.Hosted => speakers.Count(speaker => speaker.User != room.Owner.Id) >= rule.OthersOnStage
            && endedAt - room.CreatedAt >= rule.AtLeast
            ? [room.Owner.Id]
            : [],
        Deed.Spoke => speakers.Length > rule.OthersOnStage
            ? speakers.Where(speaker => speaker.User != room.Owner.Id && SpokeFor(speaker, endedAt) >= rule.AtLeast)
                .Select(speaker => speaker.User)
            : [],
    };

    // The microphone may still have been open when the room ended.
    private static TimeSpan SpokeFor(StoredStageTime speaker, DateTimeOffset endedAt) =>
        speaker.OpenFor + (speaker.OpenSince is { } since && since < endedAt ? endedAt - since : TimeSpan.Zero);

    private static string OccasionOf(EarningRule rule, DateTimeOffset at)
    {
        var day = at.UtcDateTime;
        var deed = rule.Deed switch { Deed.Hosted => "hosted", Deed.Spoke => "spoke" };
        return rule.Per switch
        {
            EarningPeriod.Week =>
                string.Create(CultureInfo.InvariantCulture, $"{deed}/{ISOWeek.GetYear(day)}-W{ISOWeek.GetWeekOfYear(day):00}"),
            EarningPeriod.Month => string.Create(CultureInfo.InvariantCulture, $"{deed}/{day:yyyy-MM}"),
        };
    }
}

/// <summary>Invitations that a user earned.</summary>
/// <param name="Occasion">The deed and the period; the ledger credits an occasion once.</param>
/// <param name="Count">Number of invitations.</param>
public readonly record struct Earning(UserId User, string Occasion, int Count);
