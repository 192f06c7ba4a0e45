using System.CommandLine;
using System.Globalization;
using AudioRooms.Cli.Verbs.People;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs;

/// <c>inbox …</c>: shows notifications, and changes which ones the caller gets.
internal static class InboxVerb
{
    private const string ClockFormat = "HH\\:mm";

    public static Command Create(CliContext context) => new("inbox", "Read your notifications, and choose which ones you get.")
    {
        MakeList(context),
        MakeWatch(context),
        MakeRead(context),
        MakeSettings(context),
        MakeQuiet(context),
        MakePause(context),
        MakeMute(context, "mute", "Get no notifications about a person, club, event or kind.", muted: true),
        MakeMute(context, "unmute", "Get notifications about a person, club, event or kind again.", muted: false),
    };

    private static Command MakeList(CliContext context) =>
        new Command("list", "List your notifications, newest first.").Does(context, call => call.Out.TableAsync(
            call.Client.Notifications.ListAsync(call.Cancellation).Select(EntryJson.Of),
            "Your inbox is empty.",
            ("", entry => entry.Read ? "" : "*"),
            ("when", entry => entry.At),
            ("what", entry => entry.Kind),
            ("who", entry => entry.Who),
            ("about", entry => entry.Text),
            ("id", entry => entry.Subject)));

    private static Command MakeWatch(CliContext context)
    {
        var after = new Option<ulong?>("--after")
        {
            Description = "The version that you saw last; the command first prints the changes since then.",
        };
        return new Command("watch", "Print changes as they happen, until Ctrl-C.") { after }.Does(context, async call =>
        {
            await foreach (var update in call.Client.Notifications.WatchAsync(
                call.Parsed.GetValue(after), call.Cancellation).ConfigureAwait(false))
            {
                var entries = update.Entries.Select(EntryJson.Of).ToList();
                if (call.Access.AsJson)
                {
                    JsonOutput.Write(
                        context.Out,
                        new { update.State.Version, Unread = update.State.UnreadCount, Entries = entries,
                            Removed = update.RemovedEntryIds, update.News, update.Reload });
                    continue;
                }

                foreach (var entry in entries)
                {
                    await context.Out.WriteLineAsync(
                        $"{entry.At:HH:mm:ss}  {entry.Kind}  {entry.Who}  {entry.Text}").ConfigureAwait(false);
                }
            }
        });
    }

    private static Command MakeRead(CliContext context) =>
        new Command("read", "Mark all notifications as read.").Does(context, async call =>
        {
            var now = await call.Client.Notifications.StateAsync(call.Cancellation).ConfigureAwait(false);
            var state = await call.Client.Notifications.MarkAllReadAsync(now.Version, call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { state.Version, Unread = state.UnreadCount }, ("unread", state.UnreadCount));
        });

    private static Command MakeSettings(CliContext context) =>
        new Command("settings", "Show your quiet hours and muted sources.").Does(
            context, async call => await ShowAsync(
                call,
                await call.Client.Notifications.SettingsAsync(call.Cancellation).ConfigureAwait(false)).ConfigureAwait(false));

    private static Command MakeQuiet(CliContext context)
    {
        var from = new Argument<string?>("from")
        {
            Description = "Local time, for example 22:00. Leave it out to end quiet hours.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var to = new Argument<string?>("to") { Description = "For example 07:30.", Arity = ArgumentArity.ZeroOrOne };
        var zone = ZoneOption.Create();
        return new Command(
            "quiet", "Set hours without notifications; you get them afterwards.") { from, to, zone }.Does(context, async call =>
        {
            var change = new UpdateNotificationSettingsRequest { NoQuietHours = true };
            if (call.Parsed.GetValue(from) is { } beginning)
            {
                change = new UpdateNotificationSettingsRequest
                {
                    QuietHours = new QuietHours
                    {
                        FromMinute = MinuteOf(beginning), ToMinute = MinuteOf(call.Parsed.GetValue(to) ?? ""),
                        TimeZone = ZoneOption.Find(ZoneOption.NameOf(call, zone, context.Time)).Id,
                    },
                };
            }

            await ShowAsync(call, await call.Client.Notifications.UpdateSettingsAsync(
                change, call.Cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        });
    }

    private static Command MakePause(CliContext context)
    {
        var hours = new Argument<double>("hours")
        {
            Description = "Length in hours, at most 720; 0 ends a pause.",
        }.Within(0, 720);
        return new Command("pause", "Get no notifications for some time.") { hours }.Does(context, async call =>
        {
            var until = call.Parsed.GetValue(hours) <= 0
                ? 0
                : context.Time.GetUtcNow().AddHours(call.Parsed.GetValue(hours)).ToUnixTimeMilliseconds();
            var change = new UpdateNotificationSettingsRequest { PausedUntilUnixMs = until };
            await ShowAsync(call, await call.Client.Notifications.UpdateSettingsAsync(
                change, call.Cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        });
    }

    private static Command MakeMute(CliContext context, string name, string description, bool muted)
    {
        var person = new Option<string?>("--person") { Description = "Handle or id." };
        var club = new Option<string?>("--club") { Description = "Id." };
        var one = new Option<string?>("--event") { Description = "Id." };
        var kind = WordOption.Of<NotificationKind>("--kind", "Kind of notification");
        return new Command(name, description) { person, club, one, kind }.Does(context, async call =>
        {
            var source = call.Parsed switch
            {
                var p when p.GetValue(person) is { } user => new NotificationSource
                {
                    UserId = await PersonArgument.ResolveAsync(call.Client, user, call.Cancellation).ConfigureAwait(false),
                },
                var p when p.GetValue(club) is { } id => new NotificationSource { ClubId = id },
                var p when p.GetValue(one) is { } id => new NotificationSource { EventId = id },
                var p when p.GetValue(kind) is { } word =>
                    new NotificationSource { Kind = WireText.Read<NotificationKind>(word) },
                _ => throw new CliException("source_missing", "Name a source: --person, --club, --event or --kind."),
            };
            await ShowAsync(call, await call.Client.Notifications.SetMutedAsync(
                source, muted, call.Cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        });
    }

    private static uint MinuteOf(string clock) =>
        TimeOnly.TryParseExact(clock, ClockFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (uint)((time.Hour * 60) + time.Minute)
            : throw new CliException("time_invalid", $"A time is expected, such as 22:00, not \"{clock}\".");

    private static async Task ShowAsync(VerbCall call, NotificationSettings settings)
    {
        var names = new Dictionary<string, string>();
        foreach (var id in settings.Muted.Select(source => source.UserId).Where(id => id.Length > 0).Distinct())
        {
            names[id] = await PersonArgument.HandleOfAsync(call.Client, id, call.Cancellation).ConfigureAwait(false);
        }

        var quiet = settings.QuietHours is { } hours
            ? $"{TimeOf(hours.FromMinute)} to {TimeOf(hours.ToMinute)} in {hours.TimeZone}"
            : "none";
        var json = new
        {
            PausedUntil = WireText.Time(settings.PausedUntilUnixMs),
            QuietHours = settings.QuietHours is null ? null : quiet,
            Muted = settings.Muted.Select(source => source.SourceCase switch
            {
                NotificationSource.SourceOneofCase.UserId => $"person {names[source.UserId]}",
                NotificationSource.SourceOneofCase.ClubId => $"club {source.ClubId}",
                NotificationSource.SourceOneofCase.EventId => $"event {source.EventId}",
                NotificationSource.SourceOneofCase.Kind => $"kind {source.Kind.Word()}",
                _ => "a notification of an unknown kind",
            }).ToList(),
        };
        call.Out.One(json, ("paused", json.PausedUntil), ("quiet", quiet), ("muted", string.Join('\n', json.Muted)));
    }

    private static string TimeOf(uint minute) =>
        TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(minute)).ToString(ClockFormat, CultureInfo.InvariantCulture);

    /// <summary>An entry as <c>--json</c> shows it.</summary>
    private sealed record EntryJson(
        string EntryId, string Kind, string Who, string Text, string Subject, ulong Count, DateTimeOffset? At, bool Read)
    {
        public static EntryJson Of(InboxEntry entry)
        {
            var newest = entry.Newest.FirstOrDefault();
            var who = string.Join(
                ", ", entry.Newest.Where(item => item.Actor is not null).Select(item => item.Actor.Handle).Distinct());
            return new EntryJson(
                entry.EntryId,
                entry.Kind.Word(),
                entry.ActorCount > 3 ? $"{who} and {entry.ActorCount - 3} others" : who,
                newest?.Text ?? "",
                newest is null ? "" : $"{newest.RoomId}{newest.ClubId}{newest.EventId}{newest.UserId}",
                entry.Count,
                WireText.Time(entry.AtUnixMs),
                entry.Read);
        }
    }
}
