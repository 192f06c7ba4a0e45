using System.Text.Json;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;

namespace AudioRooms.Compat.Grpc.Interop;

/// <summary>
/// One server for all interoperability cases. Each peer runs all its cases in one process, when the first of them is asked
/// for; every case is then a test of its own.
/// </summary>
public sealed class InteropServer : IAsyncLifetime
{
    private readonly string descriptorFile = Path.GetTempFileName();
    private readonly Dictionary<string, Lazy<Task<IReadOnlyDictionary<string, string?>>>> runs;
    private GrpcHost? host;

    public InteropServer()
    {
        runs = new Dictionary<string, Lazy<Task<IReadOnlyDictionary<string, string?>>>>
        {
            ["grpcio"] = new(() => RunAsync("/usr/bin/python3", "interop.py", Target, descriptorFile)),
            ["grpc-js"] = new(() => RunAsync("node", "interop.mjs", Target)),
            ["h2"] = new(() => RunAsync("/usr/bin/python3", "raw.py", Target)),
        };
    }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Target => $"127.0.0.1:{Host.Port}";

    internal GrpcHost Host => host!;

    public async Task InitializeAsync()
    {
        await File.WriteAllBytesAsync(descriptorFile, InteropReflection.Descriptor.SerializedData.ToByteArray());
        host = await GrpcHost.StartAsync(
            application =>
            {
                application.MapGrpcService<TestServiceImplementation>();
                application.MapGrpcHealthChecksService();
                application.MapGrpcReflectionService();
            },
            services: TestServiceImplementation.AddServices);
    }

    public async Task DisposeAsync()
    {
        await host!.DisposeAsync();
        File.Delete(descriptorFile);
    }

    /// <summary>Fails with what the peer said about <paramref name="name"/>.</summary>
    public async Task AssertPassesAsync(string peer, string name)
    {
        var results = await runs[peer].Value;

        results.Keys.ShouldContain(name);
        results[name].ShouldBeNull();
    }

    private static async Task<IReadOnlyDictionary<string, string?>> RunAsync(string program, params string[] arguments)
    {
        var (_, output, errors) = await PeerProcess.RunAsync(program, arguments);
        var results = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var result = JsonDocument.Parse(line);
            results[result.RootElement.GetProperty("case").GetString()!] = result.RootElement.GetProperty("error").GetString();
        }

        results.ShouldNotBeEmpty($"{program} {arguments[0]} printed no result; is its package installed? {errors}");
        return results;
    }
}
