using System.CommandLine;
using System.Text.Json.Serialization;
using AudioRooms.Cli.Verbs.Rooms;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs;

/// <c>hallway</c>: shows the live rooms in the caller's hallway.
internal static class HallwayVerb
{
    public static Command Create(CliContext context)
    {
        var bar = new Option<bool>(
            "--bar") { Description = "Only rooms of people that you follow, of your clubs and of your interests." };
        var language = new Option<string?>("--language") { Description = "BCP 47 language tag." };
        var watch = new Option<bool>("--watch") { Description = "Show changes as they happen, until Ctrl-C." };
        return new Command(
            "hallway",
            "List live rooms, rooms of people that you follow first.") { bar, language, watch }.DoesForGuests(context, call =>
        {
            var weakest = call.Parsed.GetValue(bar) ? HallwayReason.Interest : HallwayReason.Unspecified;
            var spoken = call.Parsed.GetValue(language) ?? "";
            return call.Parsed.GetValue(watch) ? WatchAsync(context, call, weakest, spoken) : ShowAsync(call, weakest, spoken);
        });
    }

    private static Task ShowAsync(VerbCall call, HallwayReason weakest, string language) => call.Out.TableAsync(
        call.Client.Discovery.HallwayAsync(weakest, language, call.Cancellation).Select(EntryJson.Of),
        "No room is live for you now.",
        ("room", entry => entry.Room.RoomId),
        ("title", entry => entry.Room.Title),
        ("why", entry => entry.Why),
        ("stage", entry => entry.Room.Speakers),
        ("audience", entry => entry.Room.Listeners));

    private static async Task WatchAsync(CliContext context, VerbCall call, HallwayReason weakest, string language)
    {
        await foreach (var news in call.Client.Discovery.WatchHallwayAsync(
            weakest, language, call.Cancellation).ConfigureAwait(false))
        {
            if (call.Access.AsJson)
            {
                JsonOutput.Write(
                    context.Out, new { news.IsPicture, Rooms = news.Rooms.Select(EntryJson.Of), Gone = news.GoneRoomIds });
                continue;
            }

            foreach (var entry in news.Rooms.Select(EntryJson.Of))
            {
                await context.Out.WriteLineAsync(
                    $"{entry.Room.RoomId}  {entry.Room.Title} ({entry.Why}), {entry.Room.Speakers} on stage, "
                    + $"{entry.Room.Listeners} listen").ConfigureAwait(false);
            }

            foreach (var gone in news.GoneRoomIds)
            {
                await context.Out.WriteLineAsync($"{gone}  is over").ConfigureAwait(false);
            }
        }
    }

    private sealed record EntryJson(RoomJson Room, string Reason, IReadOnlyList<string> Known)
    {
        /// <summary>For people: the acquaintances in the room; without any, the reason for the suggestion.</summary>
        [JsonIgnore]
        public string Why => Known.Count > 0 ? string.Join(", ", Known) : Reason;

        public static EntryJson Of(HallwayEntry entry) =>
            new(RoomJson.Of(entry.Room), entry.Reason.Word(), [.. entry.Known.Select(person => person.Handle)]);
    }
}
