using System.Runtime.InteropServices;
using System.Text.Json;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AudioRooms.System.Tests;

/// <summary>
/// One server for clients of other projects. Each client runs all its cases in one process, when the first one is asked for; each
/// case is then a test of its own.
/// </summary>
public sealed class PeerServer : IAsyncLifetime
{
    private const string OperatorKey = "development-operator-key";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly string descriptors = Path.GetTempFileName();
    private readonly Dictionary<string, Lazy<Task<IReadOnlyDictionary<string, string?>>>> runs;
    private Server? server;

    public PeerServer()
    {
        runs = new Dictionary<string, Lazy<Task<IReadOnlyDictionary<string, string?>>>>
        {
            ["grpcio"] = new(() => RunAllAsync("/usr/bin/python3", Script("grpcio_peer.py"), Target, descriptors, OperatorKey)),
            ["grpc-js"] = new(() => RunAllAsync(
                "node", Script("grpcjs-peer.mjs"), Target, Path.Combine(Checkout.Root, "src/Protocol/Protos"), OperatorKey)),
            ["h2"] = new(RunFramesAsync),
        };
    }

    internal Server Server => server!;

    /// <summary><c>127.0.0.1:port</c>.</summary>
    private string Target => Server.Grpc.Authority;

    public async Task InitializeAsync()
    {
        await File.WriteAllBytesAsync(descriptors, DescriptorSet());
        server = await Server.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        File.Delete(descriptors);
    }

    /// <summary>Fails with the client's message about <paramref name="name"/>.</summary>
    public async Task AssertPassesAsync(string peer, string name)
    {
        var results = await runs[peer].Value;

        results.Keys.ShouldContain(name);
        results[name].ShouldBeNull();
    }

    /// <summary>Runs <c>buf</c> from its npm package for this machine's processor.</summary>
    internal static async Task<(int Exit, string Output, string Errors)> BufAsync(params string[] arguments)
    {
        var package = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "buf-linux-aarch64" : "buf-linux-x64";
        return await RunAsync(Script($"node_modules/@bufbuild/{package}/bin/buf"), arguments);
    }

    private static string Script(string name) => Path.Combine(Checkout.Root, "tests/System.Tests/Peers", name);

    private async Task<IReadOnlyDictionary<string, string?>> RunFramesAsync()
    {
        await using var client = await Server.ClientOfAsync("frames");
        await using var anonymous = new Client.AudioRoomsClient(new Client.AudioRoomsClientOptions { Server = Server.Grpc });
        var token = (await anonymous.AsOperator(OperatorKey).MintTokenAsync("frames", "frames")).AccessToken;
        var room = await client.Rooms.CreateAsync(new CreateRoomRequest { Title = "Frames", Language = "en" });
        return await RunAllAsync("/usr/bin/python3", Script("h2_peer.py"), Target, token, room.RoomId);
    }

    private static async Task<IReadOnlyDictionary<string, string?>> RunAllAsync(string program, params string[] arguments)
    {
        var (_, output, errors) = await RunAsync(program, arguments);
        var results = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n').Where(line => line.StartsWith('{')))
        {
            using var result = JsonDocument.Parse(line);
            results[result.RootElement.GetProperty("case").GetString()!] = result.RootElement.GetProperty("error").GetString();
        }

        results.ShouldNotBeEmpty($"{program} {arguments[0]} printed no result; is its package installed? {errors}");
        return results;
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(string program, string[] arguments)
    {
        await using var run = ProgramRun.Start(program, arguments);
        var exit = await run.WaitForExitAsync(Patience);
        return (exit, run.Output, run.Errors);
    }

    // A FileDescriptorSet: each file is an element of its field 1, after the files that it imports.
    private static byte[] DescriptorSet()
    {
        var files = new List<FileDescriptor>();
        void Add(FileDescriptor file)
        {
            foreach (var imported in file.Dependencies)
            {
                Add(imported);
            }

            if (!files.Contains(file))
            {
                files.Add(file);
            }
        }

        Add(SessionReflection.Descriptor);
        Add(AccountsReflection.Descriptor);
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes))
        {
            foreach (var file in files)
            {
                output.WriteTag(1, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(file.SerializedData);
            }
        }

        return bytes.ToArray();
    }
}
