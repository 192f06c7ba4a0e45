using System.Text.Json;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli;

/// <summary>Stores the signed-in accounts of each server in <c>$XDG_CONFIG_HOME/audiorooms/credentials.json</c> (default
/// <c>~/.config</c>); only the file's owner can read it. Each server has one current account, which verbs use unless <c>--as</c>
/// names another.</summary>
internal sealed class Credentials(string path)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private static readonly TimeSpan HeldRetry = TimeSpan.FromMilliseconds(50);

    /// <summary>Path of the file, which need not exist.</summary>
    public string Path { get; } = path;

    /// <summary>The file that an environment's variables determine.</summary>
    public static Credentials Of(Func<string, string?> environment)
    {
        var home = environment("XDG_CONFIG_HOME") is { Length: > 0 } configured
            ? configured
            : System.IO.Path.Combine(environment("HOME") ?? ".", ".config");
        return new Credentials(System.IO.Path.Combine(home, "audiorooms", "credentials.json"));
    }

    /// <summary>A stored account of a server; null if it is not stored.</summary>
    /// <param name="handle">The account's handle; null for the current account.</param>
    public Credential? Find(Uri server, string? handle = null)
    {
        var all = Read();
        var current = all.GetValueOrDefault(KeyOf(server));
        return handle is null || current?.Handle == handle ? current : all.GetValueOrDefault(KeyOf(server, handle));
    }

    /// <summary>The stored accounts of a server: the current one first, the others sorted by handle.</summary>
    public IReadOnlyList<(Credential Account, bool IsCurrent)> All(Uri server)
    {
        var all = Read();
        var current = all.GetValueOrDefault(KeyOf(server));
        var others = all.Where(pair => pair.Key.StartsWith(KeyOf(server, ""), StringComparison.Ordinal))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Value, false));
        return current is null ? [.. others] : [(current, true), .. others];
    }

    /// <summary>Stores a sign-in. It replaces an earlier one of the same account; other accounts stay stored.</summary>
    /// <param name="makeCurrent">True to make the account the current one. If false, and the account is the current one already,
    /// it stays the current one.</param>
    public void Save(Uri server, Credential credential, bool makeCurrent = true)
    {
        var all = Read();
        var current = all.GetValueOrDefault(KeyOf(server));
        if (!makeCurrent && current?.Handle != credential.Handle)
        {
            all[KeyOf(server, credential.Handle)] = credential;
        }
        else
        {
            if (current is not null && current.Handle != credential.Handle)
            {
                all[KeyOf(server, current.Handle)] = current;
            }

            all.Remove(KeyOf(server, credential.Handle));
            all[KeyOf(server)] = credential;
        }

        Write(all);
    }

    /// <summary>Removes an account. If it was the current one, the server has no current account afterwards.</summary>
    public void Forget(Uri server, string handle)
    {
        var all = Read();
        all.Remove(KeyOf(server, handle));
        if (all.GetValueOrDefault(KeyOf(server))?.Handle == handle)
        {
            all.Remove(KeyOf(server));
        }

        Write(all);
    }

    private void Write(Dictionary<string, Credential> all)
    {
        var folder = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);

        // A new file replaces the old one, so that the file is never half written and no other user can read it at any time.
        var fresh = System.IO.Path.Combine(folder.FullName, $".credentials-{Environment.ProcessId}");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(fresh, options))
        {
            JsonSerializer.Serialize(stream, all, Json);
        }

        File.Move(fresh, Path, overwrite: true);
    }

    /// <summary>Locks the file against other processes that hold it, and waits until they release it. Readers need no
    /// lock.</summary>
    /// <returns>Releases the lock when it is disposed.</returns>
    public async Task<IDisposable> HoldAsync(TimeProvider time, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        while (true)
        {
            try
            {
                return new FileStream(
                    System.IO.Path.Combine(folder.FullName, ".credentials-lock"),
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None);
            }
            catch (IOException) when (!cancellation.IsCancellationRequested)
            {
                // Another process holds the lock. The operating system releases it when that process ends, even after a crash.
                await Task.Delay(HeldRetry, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static string KeyOf(Uri server) => server.GetLeftPart(UriPartial.Authority);

    // Key of an account that is not the current one. No address and no handle contains a space.
    private static string KeyOf(Uri server, string handle) => $"{KeyOf(server)} {handle}";

    private Dictionary<string, Credential> Read()
    {
        if (!File.Exists(Path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, Credential>>(File.ReadAllBytes(Path), Json) ?? [];
        }
        catch (JsonException e)
        {
            throw new CliException(
                "credentials_unreadable", $"{Path} is not valid JSON: {e.Message}", "Delete the file and sign in again.");
        }
    }
}

/// <summary>A stored sign-in.</summary>
/// <param name="Handle">Handle of the account.</param>
/// <param name="UserId">Id of the account.</param>
/// <param name="AccessToken">Secret.</param>
/// <param name="ExpiresAt">When the access token expires.</param>
/// <param name="RefreshToken">Secret. It can be exchanged once for the next pair of tokens. Null in files of earlier
/// versions.</param>
/// <param name="SessionExpiresAt">When the refresh token expires.</param>
internal sealed record Credential(
    string Handle,
    string UserId,
    string AccessToken,
    DateTimeOffset ExpiresAt,
    string? RefreshToken = null,
    DateTimeOffset? SessionExpiresAt = null)
{
    public static Credential Of(SignedIn signedIn) => new(
        signedIn.Handle,
        signedIn.UserId,
        signedIn.AccessToken,
        DateTimeOffset.FromUnixTimeMilliseconds(signedIn.ExpiresAtUnixMs),
        signedIn.RefreshToken,
        DateTimeOffset.FromUnixTimeMilliseconds(signedIn.SessionExpiresAtUnixMs));
}
