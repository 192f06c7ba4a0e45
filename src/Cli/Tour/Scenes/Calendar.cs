using System.Globalization;
using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;
using NodaTime;

namespace AudioRooms.Cli.Tour.Scenes;

/// <summary>A weekly series and a single event are announced; the single event takes place.</summary>
internal sealed class Calendar : IScene
{
    private const string Paris = "Europe/Paris";
    private const string WallClock = "yyyy-MM-dd'T'HH:mm";

    public string Title => "Every Friday at noon, and one evening now";

    public async Task PlayAsync(Evening evening, CancellationToken cancellation)
    {
        await SeriesAsync(evening, cancellation).ConfigureAwait(false);
        await OneOffAsync(evening, cancellation).ConfigureAwait(false);
        await SoonAsync(evening, cancellation).ConfigureAwait(false);
    }

    private static async Task SeriesAsync(Evening evening, CancellationToken cancellation)
    {
        var (ada, ines) = (evening["Ada"], evening["Ines"]);
        var paris = DateTimeZoneProviders.Tzdb[Paris];
        var friday = Instant.FromDateTimeOffset(evening.Time.GetUtcNow()).InZone(paris).Date.Next(IsoDayOfWeek.Friday);
        var plan = new EventPlan
        {
            ClubId = evening.Places["show"],
            Title = $"Event trends {evening.Mark}",
            Language = "en",
            StartsAt = friday.At(LocalTime.Noon).ToString(WallClock, CultureInfo.InvariantCulture),
            TimeZone = Paris,
            DurationMinutes = 60,
            Recurrence = "FREQ=WEEKLY;BYDAY=FR",
        };
        plan.Topics.Add("business_events");
        var series = await ada.Client.Events.ScheduleAsync(plan, evening.Mark, cancellation).ConfigureAwait(false);
        evening.Places["series"] = series.EventId;
        var starts = series.Occurrences.Select(occurrence =>
            DateTimeOffset.Parse(occurrence.LocalStart, CultureInfo.InvariantCulture)).ToList();
        evening.Ledger.Check(
            "S46 S13", "Ada's show has a series: every coming Friday at noon in Paris, winter and summer",
            starts.Count >= 4 && starts.TrueForAll(start => start is { DayOfWeek: DayOfWeek.Friday, Hour: 12, Minute: 0 }),
            string.Join(", ", starts));

        var abroad = await evening["Keiko"].Client.Events.GetAsync(
            series.EventId, "Asia/Tokyo", cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S2", "Keiko reads the same times in Tokyo's time zone",
            abroad.Occurrences.Select(occurrence => DateTimeOffset.Parse(occurrence.LocalStart, CultureInfo.InvariantCulture))
                .SequenceEqual(starts) && abroad.Occurrences[0].LocalStart.EndsWith("+09:00", StringComparison.Ordinal),
            abroad.Occurrences[0].LocalStart);

        var told = await evening.IsNotifiedAsync(
            evening["Chloe"],
            entry => entry.Kind == NotificationKind.EventScheduled && entry.Newest.Any(item => item.EventId == series.EventId),
            cancellation)
            .ConfigureAwait(false);
        evening.Ledger.Check("S48", "Chloe, who follows Ada and her show, is told of the series", told);

        var change = new ChangeOccurrenceRequest
        {
            EventId = series.EventId, OccurrenceId = series.Occurrences[1].OccurrenceId,
            Title = $"Business-travel news {evening.Mark}",
        };
        var changed = await ada.Client.Events.ChangeOccurrenceAsync(change, cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S47", "The second Friday has its own title; the others keep the title of the series",
            changed.Occurrences[1].Title == change.Title
                && changed.Occurrences[0].Title == plan.Title
                && changed.Occurrences[2].Title == plan.Title,
            changed.Occurrences[1].Title);

        await ines.Client.Events.SetFollowingAsync(
            series.EventId, following: true, cancellation: cancellation).ConfigureAwait(false);
        await ines.Client.Events.SetAttendingAsync(
            series.EventId,
            series.Occurrences[0].OccurrenceId,
            attending: true,
            cancellation: cancellation).ConfigureAwait(false);
        var hosted = await ada.Client.Events.GetAsync(series.EventId, cancellation: cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S48", "Ines follows the series and will attend; Ada sees both numbers",
            hosted.FollowerCount == 1 && hosted.Occurrences[0].AttendeeCount == 1,
            $"{hosted.FollowerCount}, {hosted.Occurrences[0].AttendeeCount}");

        var path = await ines.Client.Events.CalendarPathAsync(
            CalendarScope.User, cancellation: cancellation).ConfigureAwait(false);
        using var http = new HttpClient();
        var file = await http.GetStringAsync(new Uri(evening.Http, path), cancellation).ConfigureAwait(false);
        var noons = NoonsOf(file, $"Event trends {evening.Mark}");
        evening.Ledger.Check(
            "S46 S80",
            $"Her own calendar program gets {noons.Count} Fridays, each at noon in Paris",
            noons.Count > 30 && noons.TrueForAll(
                start => Instant.FromDateTimeOffset(start)
                    .InZone(paris) is { DayOfWeek: IsoDayOfWeek.Friday, Hour: 12, Minute: 0 }),
            $"{noons.Count} events");

        var upcoming = await evening.WaitUntilAsync(
            async () => (await Evening.FindAsync(
                evening["Ben"], SearchKind.Event, evening.Mark, "business_events", cancellation).ConfigureAwait(false))
                .Exists(found => found.Id == series.EventId && found.Owner.Person.UserId == ada.Id),
            cancellation).ConfigureAwait(false);
        evening.Ledger.Check("S41", "A search for the topic \"events\" finds the series and Ada as its host", upcoming);
    }

    /// <summary>When the events of a title begin, read from a calendar file (RFC 5545). The server writes times in UTC only, so
    /// this reader needs no time zones.</summary>
    private static List<DateTimeOffset> NoonsOf(string file, string title) =>
    [
        .. file.Split("BEGIN:VEVENT").Skip(1)
            .Where(block => block.Contains($"SUMMARY:{title}", StringComparison.Ordinal))
            .Select(block => block.Split('\n')
                .Single(line => line.StartsWith("DTSTART:", StringComparison.Ordinal))["DTSTART:".Length..]
                .Trim())
            .Select(text => DateTimeOffset.ParseExact(
                text, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
    ];

    private static async Task OneOffAsync(Evening evening, CancellationToken cancellation)
    {
        var (farid, grace) = (evening["Farid"], evening["Grace"]);
        var plan = new EventPlan
        {
            Title = $"Small venues tonight {evening.Mark}",
            Language = "fr",
            StartsAt = evening.Time.GetUtcNow().AddMinutes(10).ToString(WallClock, CultureInfo.InvariantCulture),
            TimeZone = "UTC",
            DurationMinutes = 30,
        };
        plan.GuestUserIds.Add(grace.Id);
        var planned = await farid.Client.Events.ScheduleAsync(plan, $"{evening.Mark}-2", cancellation).ConfigureAwait(false);
        var started = await farid.Client.Events
            .StartOccurrenceAsync(planned.EventId, planned.Occurrences[0].OccurrenceId, cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S45", "Farid's one-off is announced, and its room opens from it",
            planned.Occurrences.Count == 1 && started.Event.Occurrences[0].State == OccurrenceState.Active,
            started.Event.Occurrences[0].State);

        var host = await farid.EnterAsync(started.RoomId, cancellation).ConfigureAwait(false);
        await host.Connection.TakeStageAsync(cancellation).ConfigureAwait(false);
        var guest = await grace.EnterAsync(started.RoomId, cancellation).ConfigureAwait(false);
        var refusal = await Evening.RefusalOfAsync(() => guest.Connection.TakeStageAsync(cancellation)).ConfigureAwait(false);
        evening.Ledger.Check(
            "S49", "Grace is his guest: she enters straight on stage",
            refusal is null && await host.WaitUntilAsync(
                seat => seat.Room.Stage.Any(voice => voice.UserId == grace.Id), cancellation).ConfigureAwait(false),
            refusal);
        var other = await evening["Max"].EnterAsync(started.RoomId, cancellation).ConfigureAwait(false);
        refusal = await Evening.RefusalOfAsync(() => other.Connection.TakeStageAsync(cancellation)).ConfigureAwait(false);
        evening.Ledger.Check("S49", "Max is not a guest: he has to raise a hand", refusal == RoomCodes.StageNotOpen, refusal);
        await farid.Client.Rooms.EndAsync(started.RoomId, cancellation).ConfigureAwait(false);
    }

    /// <summary>Announces an event whose reminder is due before the evening is over; <see cref="Farewell"/> checks the
    /// reminder.</summary>
    private static async Task SoonAsync(Evening evening, CancellationToken cancellation)
    {
        // Starts are whole minutes, so the reminder, five minutes before the start, is due in ten to seventy seconds.
        var start = evening.Time.GetUtcNow() + TimeSpan.FromMinutes(6) + TimeSpan.FromSeconds(10);
        var plan = new EventPlan
        {
            Title = $"Nightcap {evening.Mark}",
            Language = "fr",
            StartsAt = start.ToString(WallClock, CultureInfo.InvariantCulture),
            TimeZone = "UTC",
            DurationMinutes = 30,
        };
        var planned = await evening["Chloe"].Client.Events.ScheduleAsync(
            plan, $"{evening.Mark}-3", cancellation).ConfigureAwait(false);
        await evening["Ines"].Client.Events.SetAttendingAsync(
            planned.EventId, planned.Occurrences[0].OccurrenceId, attending: true, reminderMinutes: 5, cancellation)
                .ConfigureAwait(false);
        evening.Places["soon"] = planned.EventId;
    }
}
