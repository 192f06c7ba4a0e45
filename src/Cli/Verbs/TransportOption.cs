using System.CommandLine;
using AudioRooms.Client;

namespace AudioRooms.Cli.Verbs;

/// <summary>Chooses the transport of connections with rooms. A verb that adds <see cref="Transport"/> and <see cref="Http"/> gets
/// clients with that transport from <see cref="ServerAccess"/>.</summary>
internal static class TransportOption
{
    private const string Grpc = "grpc";
    private const string WebSocket = "ws";

    public static Option<string> Transport { get; } = CreateTransport();

    public static Option<Uri?> Http { get; } = new("--http")
    {
        Description = "HTTP address of the server, for --transport ws. Default: the port below its gRPC port.",
        HelpName = "URL",
        CustomParser = GlobalOptions.ParseAddress,
    };

    /// <summary>The chosen transport; gRPC for verbs without the option.</summary>
    public static RoomTransport Of(ParseResult parsed) => Parse(parsed.GetValue(Transport) ?? Grpc);

    public static RoomTransport Parse(string text) => text switch
    {
        Grpc => RoomTransport.Grpc,
        WebSocket => RoomTransport.WebSocket,
        _ => throw new CliException("bad_transport", $"\"{text}\" is not a transport.", "Use grpc or ws."),
    };

    private static Option<string> CreateTransport()
    {
        var option = new Option<string>("--transport")
        {
            Description = "Transport of the sound: gRPC, or WebSocket as in browsers.",
            DefaultValueFactory = _ => Grpc,
        };
        option.AcceptOnlyFromAmong(Grpc, WebSocket);
        return option;
    }
}
