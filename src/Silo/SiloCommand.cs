using System.CommandLine;
using AudioRooms.Silo.Storage;

namespace AudioRooms.Silo;

/// <summary>The command line of <c>./run</c>.</summary>
internal static class SiloCommand
{
    public static RootCommand Create(Func<SiloSettings, CancellationToken, Task<int>> run)
    {
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "folder for the database and development secrets",
            DefaultValueFactory = _ => new DirectoryInfo("data"),
        };
        var host = new Option<string>("--host") { Description = "address to listen on", DefaultValueFactory = _ => "127.0.0.1" };
        var http = Port("--http", "port of the web page, WebSocket, health and metrics; 0 chooses a free one", 8080);
        var grpc = Port("--grpc", "port of gRPC; 0 chooses a free one", 8081);
        var demo = new Option<bool>("--demo") { Description = "open a room in which two recorded voices talk" };
        var prod = new Option<bool>("--prod") { Description = "production: refuse to start without real secrets" };
        var cert = new Option<FileInfo?>("--cert") { Description = "PEM certificate: TLS on the gRPC port" };
        var key = new Option<FileInfo?>("--key") { Description = "PEM private key of --cert" };

        var command = new RootCommand("AudioRooms: live drop-in audio rooms in one process.")
        {
            data, host, http, grpc, demo, prod, cert, key,
        };
        foreach (var backup in BackupCommands.Create(data))
        {
            command.Subcommands.Add(backup);
        }

        command.Subcommands.Add(SchemaCommand.Create(data));
        command.Validators.Add(result =>
        {
            if (result.GetValue(cert) is null != result.GetValue(key) is null)
            {
                result.AddError("--cert and --key go together.");
            }

            if (result.GetValue(demo) && result.GetValue(prod))
            {
                result.AddError("--demo and --prod do not go together: the demo's two speakers are made-up people.");
            }
        });
        command.SetAction((result, cancellationToken) => run(
            new SiloSettings(
                result.GetRequiredValue(data),
                result.GetRequiredValue(host),
                result.GetValue(http),
                result.GetValue(grpc),
                result.GetValue(demo),
                result.GetValue(prod),
                result.GetValue(cert),
                result.GetValue(key)),
            cancellationToken));
        return command;
    }

    private static Option<int> Port(string name, string description, int defaultPort)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => defaultPort };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
            {
                result.AddError($"{name} takes a port from 0 to 65535.");
            }
        });
        return option;
    }
}
