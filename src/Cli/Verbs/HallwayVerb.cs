using System.CommandLine;
using AudioRooms.Cli.Verbs.Rooms;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs;

/// <summary><c>hallway</c>: what is live now, for you.</summary>
internal static class HallwayVerb
{
    public static Command Create(CliContext context)
    {
        var bar = new Option<bool>("--bar") { Description = "Only rooms of people you follow, of your clubs and of your interests." };
        var language = new Option<string?>("--language") { Description = "BCP 47." };
        return new Command("hallway", "What is live now, those of people you follow first.") { bar, language }.Does(context, call =>
            call.Out.TableAsync(
                call.Client.Discovery.HallwayAsync(
                    call.Parsed.GetValue(bar) ? HallwayReason.Interest : HallwayReason.Unspecified,
                    call.Parsed.GetValue(language) ?? "",
                    call.Cancellation).Select(entry => new
                    {
                        Room = RoomJson.Of(entry.Room), Reason = entry.Reason.Word(), Known = entry.Known.Select(person => person.Handle).ToArray(),
                    }),
                "Nothing is live for you now.",
                ("room", entry => entry.Room.RoomId),
                ("title", entry => entry.Room.Title),
                ("why", entry => entry.Reason == "followed" ? string.Join(", ", entry.Known) : entry.Reason),
                ("stage", entry => entry.Room.Speakers),
                ("audience", entry => entry.Room.Listeners)));
    }
}
