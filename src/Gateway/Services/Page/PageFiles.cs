using System.Collections.Frozen;
using System.Security.Cryptography;

namespace AudioRooms.Gateway.Services.Page;

/// <summary>
/// The files of the page, read once when the gateway starts: a page that is built anew while the server runs is served whole
/// after its next start, never half. Without a folder there are none. Thread-safe.
/// </summary>
internal sealed class PageFiles
{
    /// <summary>Name of the file that every address of the page answers with.</summary>
    public const string Index = "index.html";

    /// <summary>One line: a hash of all that the page was built from.</summary>
    private const string VersionFile = "page-version";

    /// <summary>All files together, in bytes: what the server keeps in memory for them.</summary>
    private const long BytesMax = 64 * 1_024 * 1_024;

    private const string BrotliSuffix = ".br";
    private const string GzipSuffix = ".gz";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".json"] = "application/json",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
        [".wasm"] = "application/wasm",
        [".webmanifest"] = "application/manifest+json",
        [".ico"] = "image/x-icon",
        [".jpg"] = "image/jpeg",
        [".opus"] = "audio/ogg",
        [".png"] = "image/png",
        [".webp"] = "image/webp",
        [".woff2"] = "font/woff2",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, PageFile> files;

    public PageFiles(GatewayOptions options)
    {
        files = options.PageFolder is { } folder ? Read(folder) : FrozenDictionary<string, PageFile>.Empty;
        Version = options.PageFolder is { } built && File.Exists(Path.Combine(built, VersionFile))
            ? File.ReadAllText(Path.Combine(built, VersionFile)).Trim()
            : "";
    }

    /// <summary>Whether there is a page to serve.</summary>
    public bool HasPage => files.Count > 0;

    /// <summary>The version that an up-to-date page has; empty without one.</summary>
    public string Version { get; }

    /// <param name="path">Without a slash at its start.</param>
    public PageFile? Find(string path) => files.GetValueOrDefault(path);

    /// <summary>What is wrong with the folder; empty if nothing is.</summary>
    internal static IEnumerable<string> Errors(string? folder)
    {
        if (folder is not null && !File.Exists(Path.Combine(folder, Index)))
        {
            yield return $"PageFolder: \"{folder}\" has no {Index}; it must be the folder that the build of the page wrote.";
        }
    }

    private static FrozenDictionary<string, PageFile> Read(string folder)
    {
        var found = new Dictionary<string, PageFile>(StringComparer.Ordinal);
        var bytes = 0L;

        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            bytes += new FileInfo(file).Length;
            if (bytes > BytesMax)
            {
                throw new InvalidOperationException(
                    $"The page in {folder} has more than {BytesMax} bytes, which the server would keep in memory.");
            }

            // What begins with a full stop is of the build, and a type that is not in the table is no file of the page.
            var path = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            if (path.Split('/').Any(static part => part.StartsWith('.'))
                || !Types.TryGetValue(Path.GetExtension(path), out var type))
            {
                continue;
            }

            var body = File.ReadAllBytes(file);
            var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"";
            found[path] = new PageFile(
                body, ReadIfThere(file + BrotliSuffix), ReadIfThere(file + GzipSuffix), type, KeepingOf(path), tag);
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static byte[]? ReadIfThere(string file) => File.Exists(file) ? File.ReadAllBytes(file) : null;

    // A name in assets holds a hash of the file, so another content has another name. The page itself is never kept:
    // it names those files.
    private static string KeepingOf(string path) =>
        path == Index ? "no-store"
        : path.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable"
        : path.StartsWith("icons/", StringComparison.Ordinal) || path.EndsWith(".webmanifest", StringComparison.Ordinal)
            ? "public, max-age=3600"
        : "no-cache";
}
