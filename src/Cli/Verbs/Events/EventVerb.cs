using System.CommandLine;
using AudioRooms.Cli.Verbs.People;
using AudioRooms.Client;
using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;
using NodaTime;
using NodaTime.Text;

namespace AudioRooms.Cli.Verbs.Events;

/// <c>event …</c>: announces events, follows them and opens their rooms.
internal static class EventVerb
{
    private static readonly LocalDateTimePattern WallClock = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd'T'HH:mm");

    public static Command Create(CliContext context) => new("event", "Announce events, follow events, open their rooms.")
    {
        MakeSchedule(context),
        MakeList(context),
        MakeShow(context),
        MakeChange(context),
        Simple(context, "cancel", "Host and co-hosts: cancel all coming dates.", (call, id) =>
            call.Client.Events.CancelAsync(id, call.Cancellation)),
        MakeStart(context),
        MakeFollow(context),
        Simple(
            context, "unfollow", "Stop following the event.",
            (call, id) => call.Client.Events.SetFollowingAsync(id, following: false, cancellation: call.Cancellation)),
        MakeAttend(context, "attend", "Say that you will come.", attending: true),
        MakeAttend(context, "decline", "Say that you will not come after all.", attending: false),
        MakeCalendar(context),
    };

    private static Command MakeSchedule(CliContext context)
    {
        var title = new Option<string>("--title") { Description = "1 to 100 characters.", Required = true };
        var at = new Option<string>(
            "--at") { Description = $"First start on the wall clock of the zone: {StartText.Examples}.", Required = true };
        var zone = ZoneOption.Create();
        var minutes = new Option<uint>("--minutes")
        {
            Description = "Length in minutes, 5 to 720.",
            DefaultValueFactory = _ => 60,
        };
        var every = new Option<string?>("--repeat")
        {
            Description = "RFC 5545 rule, for example FREQ=WEEKLY;BYDAY=FR. Default: a single date.",
            HelpName = "RULE",
        };
        var description = new Option<string?>("--description") { Description = "At most 1,000 characters." };
        var topics = new Option<string[]>("--topic") { Description = "Up to 3; repeat the option." };
        var language = new Option<string>("--language") { Description = "BCP 47 language tag.", DefaultValueFactory = _ => "en" };
        var club = new Option<string?>("--club") { Description = "Id of the club of the event." };
        var membersOnly = new Option<bool>("--members-only") { Description = "Only members of the club see the event." };
        var coHosts = new Option<string[]>("--co-host") { Description = "Handle or id; up to 2, repeat the option." };
        var guests = new Option<string[]>("--guest") { Description = "Handle or id; up to 10, repeat the option." };
        var verb = new Command("schedule", "Announce an event; you host it.")
        {
            title, at, zone, minutes, every, description, topics, language, club, membersOnly, coHosts, guests,
        };
        return verb.Does(context, async call =>
        {
            var (startsAt, timeZone) = StartOf(
                call.Parsed.GetRequiredValue(at), ZoneOption.NameOf(call, zone, context.Time), context.Time);
            var plan = new EventPlan
            {
                Title = call.Parsed.GetRequiredValue(title),
                StartsAt = startsAt,
                TimeZone = timeZone,
                DurationMinutes = call.Parsed.GetValue(minutes),
                Recurrence = call.Parsed.GetValue(every) ?? "",
                Description = call.Parsed.GetValue(description) ?? "",
                Language = call.Parsed.GetRequiredValue(language),
                ClubId = call.Parsed.GetValue(club) ?? "",
                MembersOnly = call.Parsed.GetValue(membersOnly),
            };
            plan.Topics.AddRange(call.Parsed.GetValue(topics) ?? []);
            plan.CoHostUserIds.AddRange(await ResolveAsync(call, coHosts).ConfigureAwait(false));
            plan.GuestUserIds.AddRange(await ResolveAsync(call, guests).ConfigureAwait(false));
            var made = await call.Client.Events.ScheduleAsync(plan, cancellation: call.Cancellation).ConfigureAwait(false);
            call.Out.Made(
                EventJson.Of(made),
                made.EventId,
                $"\"{plan.Title}\" is announced; it begins {made.Occurrences.FirstOrDefault()?.LocalStart}.");
        });
    }

    private static Command MakeList(CliContext context)
    {
        var scope = WordOption.Of<EventScope>("--scope", "Which events (default hosting)");
        var club = new Option<string?>("--club") { Description = "Id of the club, for --scope club." };
        var zone = ShownInOption();
        return new Command(
            "list",
            "List events that are not over.") { scope, club, zone }.Does(context, call => call.Out.TableAsync(
            call.Client.Events.ListAsync(
                WireText.Read<EventScope>(call.Parsed.GetValue(scope)), call.Parsed.GetValue(club)
                    ?? "", call.Parsed.GetValue(zone) ?? "", call.Cancellation)
                .Select(EventJson.Of),
            "There are none.",
            ("event", one => one.EventId),
            ("title", one => one.Title),
            ("host", one => one.Host),
            ("next", one => one.Fault.Length > 0
                ? "unreadable"
                : one.Occurrences.FirstOrDefault(date => date.State is "scheduled" or "active")?.LocalStart),
            ("repeats", one => one.Recurrence),
            ("followers", one => one.Followers)));
    }

    private static Command MakeShow(CliContext context)
    {
        var id = IdArgument();
        var zone = ShownInOption();
        return new Command("show", "Show an event and its next dates.") { id, zone }.Does(context, async call => await ShowAsync(
            call, await call.Client.Events.GetAsync(
                call.Parsed.GetRequiredValue(id),
                call.Parsed.GetValue(zone) ?? "",
                call.Cancellation).ConfigureAwait(false)).ConfigureAwait(false));
    }

    private static Command MakeChange(CliContext context)
    {
        var id = IdArgument();
        var date = DateArgument.Create();
        var title = new Option<string?>("--title") { Description = "Title of this date. Default: the event's title." };
        var guests = new Option<string[]>(
            "--guest") { Description = "Handle or id of a guest of this date; replaces the event's guests. Repeat the option." };
        var cancel = new Option<bool>("--cancel") { Description = "Cancel this date." };
        return new Command("change", "Host and co-hosts: change a date that has not begun.")
        {
            id, date, title, guests, cancel,
        }.Does(context, async call =>
        {
            var request = new ChangeOccurrenceRequest
            {
                EventId = call.Parsed.GetRequiredValue(id),
                OccurrenceId = await DateAsync(call, id, date).ConfigureAwait(false),
                Title = call.Parsed.GetValue(title) ?? "",
                HasOwnGuests = call.Parsed.GetValue(guests) is { Length: > 0 },
                Cancelled = call.Parsed.GetValue(cancel),
            };
            request.GuestUserIds.AddRange(await ResolveAsync(call, guests).ConfigureAwait(false));
            await ShowAsync(call, await call.Client.Events.ChangeOccurrenceAsync(
                request, call.Cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        });
    }

    private static Command MakeStart(CliContext context)
    {
        var id = IdArgument();
        var date = DateArgument.Create();
        return new Command("start", "Host and co-hosts: open the room for a date.") { id, date }.Does(context, async call =>
        {
            var started = await call.Client.Events
                .StartOccurrenceAsync(
                    call.Parsed.GetRequiredValue(id),
                    await DateAsync(call, id, date).ConfigureAwait(false),
                    call.Cancellation).ConfigureAwait(false);
            call.Out.Made(
                new { started.RoomId, Event = EventJson.Of(started.Event) },
                started.RoomId,
                $"The room is open: room enter {started.RoomId}");
        });
    }

    private static Command MakeFollow(CliContext context)
    {
        var id = IdArgument();
        var reminder = ReminderOption();
        return new Command(
            "follow",
            "Follow all dates of an "
                + "event.") { id, reminder }.Does(context, async call => await ShowAsync(call, await call.Client.Events
            .SetFollowingAsync(
                call.Parsed.GetRequiredValue(id),
                following: true,
                call.Parsed.GetValue(reminder),
                call.Cancellation).ConfigureAwait(false)).ConfigureAwait(false));
    }

    private static Option<int?> ReminderOption() =>
        new("--remind") { Description = "Minutes before the start: 0, 5, 10, 15, 30, 60, 120 or 1440. Default: 15." };

    private static Command MakeAttend(CliContext context, string name, string description, bool attending)
    {
        var id = IdArgument();
        var date = DateArgument.Create();
        var verb = new Command(name, description) { id, date };
        var reminder = ReminderOption();
        if (attending)
        {
            verb.Options.Add(reminder);
        }

        return verb.Does(context, async call => await ShowAsync(call, await call.Client.Events.SetAttendingAsync(
            call.Parsed.GetRequiredValue(id),
            await DateAsync(call, id, date).ConfigureAwait(false),
            attending,
            attending ? call.Parsed.GetValue(reminder) : null,
            call.Cancellation).ConfigureAwait(false)).ConfigureAwait(false));
    }

    private static Command MakeCalendar(CliContext context)
    {
        var scope = WordOption.Of<CalendarScope>("--scope", "Whose calendar (default user)");
        var id = new Option<string?>("--of") { Description = "Id of the club or event." };
        var reset = new Option<bool>("--reset") { Description = "Make a new path; the old path stops working." };
        return new Command("calendar", "Print the secret path of a calendar for other programs, on the server's HTTP address.")
        {
            scope,
            id,
            reset,
        }.Does(context, async call =>
        {
            var (whose, subject) = (WireText.Read<CalendarScope>(call.Parsed.GetValue(scope)), call.Parsed.GetValue(id) ?? "");
            if ((subject.Length > 0) != (whose is CalendarScope.Club or CalendarScope.Event))
            {
                throw new CliException(
                    "calendar_subject_unclear",
                    subject.Length > 0
                        ? "Your own calendar takes no --of."
                        : "The club or event of the calendar is missing.",
                    "Write --scope club --of ID or --scope event --of ID, or neither for your own calendar.");
            }

            var path = await (call.Parsed.GetValue(reset)
                ? call.Client.Events.ResetCalendarAsync(whose, subject, call.Cancellation)
                : call.Client.Events.CalendarPathAsync(whose, subject, call.Cancellation)).ConfigureAwait(false);
            call.Out.Made(new { Path = path }, path, "Everybody who has this path can read the calendar.");
        });
    }

    private static Command Simple(CliContext context, string name, string description, Func<VerbCall, string, Task<Event>> work)
    {
        var id = IdArgument();
        return new Command(name, description) { id }.Does(
            context, async call => await ShowAsync(
                call, await work(call, call.Parsed.GetRequiredValue(id)).ConfigureAwait(false)).ConfigureAwait(false));
    }

    private static Argument<string> IdArgument() => new("event") { Description = "Id of the event." };

    private static Task<long> DateAsync(VerbCall call, Argument<string> id, Argument<string> date) =>
        DateArgument.ResolveAsync(call, call.Parsed.GetRequiredValue(id), call.Parsed.GetRequiredValue(date));

    private static (string StartsAt, string Zone) StartOf(string text, string zone, TimeProvider time) =>
        StartText.Read(text, ZoneOption.Find(zone), Instant.FromDateTimeOffset(time.GetUtcNow())) is { } start
            ? (WallClock.Format(start), zone)
            : throw new CliException(EventCodes.StartUnreadable, $"\"{text}\" is not a start.", $"Write {StartText.Examples}.");

    private static Option<string?> ShownInOption() =>
        new("--zone") { Description = "IANA name of the time zone for the output. Default: the event's zone." };

    private static async Task<List<string>> ResolveAsync(VerbCall call, Option<string[]> people)
    {
        var ids = new List<string>();
        foreach (var person in call.Parsed.GetValue(people) ?? [])
        {
            ids.Add(await PersonArgument.ResolveAsync(call.Client, person, call.Cancellation).ConfigureAwait(false));
        }

        return ids;
    }

    private static async Task ShowAsync(VerbCall call, Event one)
    {
        var json = EventJson.Of(one);
        var names = await NamesAsync(call, one).ConfigureAwait(false);
        call.Out.One(
            json with { Guests = [.. one.Plan.GuestUserIds.Select(names)], CoHosts = [.. one.Plan.CoHostUserIds.Select(names)] },
            ("", $"{json.Title}, by {json.Host}{(json.CancelledAt is null ? "" : ", cancelled")}"),
            ("event", json.EventId),
            ("about", json.Description),
            ("club", await ClubNameAsync(call, json.Club).ConfigureAwait(false)),
            ("co-hosts", one.Plan.CoHostUserIds.Select(names)),
            ("guests", one.Plan.GuestUserIds.Select(names)),
            ("topics", json.Topics),
            ("repeats", json.Recurrence.Length == 0 ? "" : $"{json.Recurrence} ({json.TimeZone})"),
            ("unreadable", json.Fault),
            ("followers", $"{json.Followers}{(json.YouFollow ? ", you too" : "")}"),
            ("dates", string.Join('\n', one.Occurrences.Select(date => Line(date, names)))));
    }

    private static string Line(Occurrence date, Func<string, string> names)
    {
        var room = date.RoomId.Length == 0 ? "" : $"  room {date.RoomId}";
        var guests = date.GuestUserIds.Count == 0 ? "" : $"  with {string.Join(", ", date.GuestUserIds.Select(names))}";
        return $"{date.LocalStart}  {date.State.Word()}  {date.Title}{guests}{room}  {date.AttendeeCount} will come";
    }

    // One request per person is enough: an event has at most 12 co-hosts and guests, and few dates have guests of their own.
    private static async Task<Func<string, string>> NamesAsync(VerbCall call, Event one)
    {
        var names = new Dictionary<string, string>();
        var ids = one.Plan.CoHostUserIds.Concat(one.Plan.GuestUserIds).Concat(
            one.Occurrences.SelectMany(date => date.GuestUserIds));
        foreach (var id in ids.Distinct())
        {
            names[id] = await PersonArgument.HandleOfAsync(call.Client, id, call.Cancellation).ConfigureAwait(false);
        }

        return id => names.GetValueOrDefault(id, id);
    }

    private static async Task<string> ClubNameAsync(VerbCall call, string clubId)
    {
        if (clubId.Length == 0)
        {
            return "";
        }

        try
        {
            return $"{(await call.Client.Clubs.GetAsync(clubId, call.Cancellation).ConfigureAwait(false)).Name} ({clubId})";
        }
        catch (RefusedException)
        {
            // The club is closed, or hidden from the caller: the id is shown instead of the name.
            return clubId;
        }
    }
}
