using System.CommandLine;
using System.Diagnostics;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <c>room raise|invite|mute|…</c>: executes one order and prints its answer. The order acts for the person's device that is in
/// the room already, such as an open <c>room enter</c>, and does not replace that device.
internal static class RoomOrderVerbs
{
    public static IEnumerable<Command> Create(CliContext context) => RoomOrder.All.Select(order => Make(context, order));

    /// <summary>Enters a room as a companion device that receives events and no sound.</summary>
    public static Task<RoomConnection> EnterAsync(VerbCall call, string roomId, string linkToken = "") => call.Client.JoinAsync(
        roomId,
        new RoomConnectionOptions
        {
            Latency = LatencyClass.Economy, OnPacket = static (_, _) => { }, LinkToken = linkToken, Role = DeviceRole.Companion,
        },
        call.Cancellation);

    private static string DescriptionOf(string argument) => argument switch
    {
        "person" => "Handle, with or without @, or id.",
        "question" => "Your question; hosts see it.",
        "reaction" => "Name of the reaction.",
        "policy" => "The new rule. Default: list the raised hands.",
        "url" => "An https address. Default: remove the pinned link.",
        "title" => "The new title.",
        "kind" => "The wider kind of room.",
        _ => throw new UnreachableException($"The argument '{argument}' has no description."),
    };

    private static Command Make(CliContext context, RoomOrder order)
    {
        var id = RoomVerb.IdArgument();
        var verb = new Command(order.Word, order.Stays
            ? $"{order.Description} If you have no other device in the room, the command stays connected until Ctrl-C."
            : order.Description) { id };
        var argument = order.Takes is null ? null : new Argument<string?>(order.Takes.Trim('[', ']'))
        {
            Arity = order.NeedsArgument ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
            Description = DescriptionOf(order.Takes.Trim('[', ']')),
        };
        if (argument is not null)
        {
            verb.Arguments.Add(argument);
        }

        return verb.Does(context, async call =>
        {
            await using var room = await EnterAsync(call, call.Parsed.GetRequiredValue(id)).ConfigureAwait(false);
            var said = argument is null ? "" : call.Parsed.GetValue(argument) ?? "";
            var given = new RoomOrderCall(call.Client, room, said, call.Out, call.Cancellation);
            await order.DoAsync(given).ConfigureAwait(false);
            if (!given.HasTold)
            {
                call.Out.One(new { room.RoomId, Done = order.Word }, ("", "done"));
            }

            if (order.Stays && room.OtherDevices == 0)
            {
                await RoomNarrator.FollowAsync(
                    context, call.Access.AsJson, call.Client, room, call.Cancellation).ConfigureAwait(false);
            }
        });
    }
}
