using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Xunit;

namespace AudioRooms.Testing;

/// <summary>A separate PostgreSQL server for a test class or collection: Debian's binaries, a cluster in a temporary folder, a
/// free port on 127.0.0.1, no password. Use it as an xunit fixture, or call <see cref="InitializeAsync"/> and
/// <see cref="DisposeAsync"/>. A start takes about 1 s, a database from <see cref="CreateDatabaseAsync"/> 0.1 s, so share the
/// server and not the database.</summary>
/// <remarks>
/// PostgreSQL refuses to run as root, so root switches to user <c>postgres</c>. A shell that reads from this process runs the
/// server. When this process ends, even by a crash, the shell's input closes and the shell stops the server.
/// </remarks>
public sealed class PostgresServer : IAsyncLifetime, IAsyncDisposable
{
    private const string User = "postgres";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly List<string> log = [];
    private readonly bool durable;
    private DirectoryInfo? folder;
    private Process? server;
    private int port;
    private int databases;

    /// <summary>A server that does not flush to disk: fast, and still safe if its process is killed.</summary>
    public PostgresServer()
        : this(durable: false)
    {
    }

    private PostgresServer(bool durable) => this.durable = durable;

    /// <summary>A server that flushes every commit as in production, for measurements and for tests of power loss.</summary>
    public static PostgresServer Durable() => new(durable: true);

    /// <summary>The output of the server and its tools so far, for the message of a failed test.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return string.Join(Environment.NewLine, log);
            }
        }
    }

    public async Task InitializeAsync()
    {
        folder = Directory.CreateTempSubdirectory("audiorooms-postgres-");
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", User, folder.FullName);
        }

        await RunAsUserAsync(
            Path.Combine(BinFolder(), "initdb"), "-D", DataFolder, "-U", User, "-E", "UTF8", "--locale=C", "--auth=trust",
            "--no-sync");
        port = FreePort();
        await StartAsync();
    }

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async Task DisposeAsync()
    {
        if (server is not null)
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            server.Dispose();
            server = null;
        }

        NpgsqlConnection.ClearAllPools();
        folder?.Delete(recursive: true);
        folder = null;
    }

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    private string DataFolder => Path.Combine(folder!.FullName, "data");

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={port};Username={User};Database={database};Maximum Pool Size=20";

    private async Task StartAsync()
    {
        // The shell reads until its input ends, then requests a fast shutdown, which closes open connections, and waits for it.
        const string KeepWhileInputIsOpen =
            "exec 3<&0; \"$@\" </dev/null & server=$!; read -r _ <&3; kill -INT $server; wait $server";
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] command =
        [
            "sh", "-c", KeepWhileInputIsOpen, "sh", Path.Combine(BinFolder(), "postgres"), "-D", DataFolder, "-p", $"{port}",
            "-c", "listen_addresses=127.0.0.1", "-k", folder!.FullName, "-c", $"fsync={(durable ? "on" : "off")}", "-c",
            "lc_messages=C",
        ];
        server = new Process { StartInfo = AsUser(command) };
        server.ErrorDataReceived += (_, line) => OnLogLine(line.Data, ready);
        server.OutputDataReceived += (_, line) => OnLogLine(line.Data, ready);
        server.Start();
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        await ready.Task.WaitAsync(StartLimit);
    }

    private void OnLogLine(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            ready.TrySetException(new InvalidOperationException($"PostgreSQL ended while starting:{Environment.NewLine}{Log}"));
            return;
        }

        lock (log)
        {
            log.Add(line);
        }

        if (line.Contains("ready to accept connections", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
        else if (line.Contains("FATAL:", StringComparison.Ordinal))
        {
            ready.TrySetException(new InvalidOperationException($"PostgreSQL did not start:{Environment.NewLine}{Log}"));
        }
    }

    private Task RunAsUserAsync(params string[] command) => RunAsync(AsUser(command));

    private Task RunAsync(params string[] command) => RunAsync(StartInfo(command));

    private async Task RunAsync(ProcessStartInfo command)
    {
        using var process = Process.Start(command)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        lock (log)
        {
            log.Add(output.Result);
            log.Add(errors.Result);
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command.FileName} failed with {process.ExitCode}:{Environment.NewLine}{Log}");
        }
    }

    private static ProcessStartInfo AsUser(string[] command) => Environment.IsPrivilegedProcess
        ? StartInfo(["setpriv", $"--reuid={User}", $"--regid={User}", "--init-groups", "--reset-env", .. command])
        : StartInfo(command);

    private static ProcessStartInfo StartInfo(string[] command) => new(command[0], command[1..])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = "/",
    };

    private static string BinFolder()
    {
        const string Versions = "/usr/lib/postgresql";
        var newest = Directory.Exists(Versions)
            ? Directory.EnumerateDirectories(Versions)
                .Where(version => File.Exists(Path.Combine(version, "bin", "postgres")))
                .MaxBy(version => int.Parse(Path.GetFileName(version), System.Globalization.CultureInfo.InvariantCulture))
            : null;
        return newest is null
            ? throw new InvalidOperationException(
                $"PostgreSQL's server is not installed under {Versions}: apt-get install postgresql")
            : Path.Combine(newest, "bin");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
