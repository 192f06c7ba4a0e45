using System.Data.Common;
using System.Security.Cryptography;
using AudioRooms.Contracts;
using AudioRooms.Grains.Storage;
using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo.Settings;

/// <summary>
/// The two secrets of a silo. Production takes them from the environment. Development makes a signing key once and keeps it, so
/// that tokens survive a restart: with SQLite in the data folder, with PostgreSQL in the database, where every silo finds it.
/// Development's operator key is fixed and printed.
/// </summary>
/// <param name="SigningKey">At least 32 bytes; signs access tokens.</param>
/// <param name="OperatorKey">At least 16 characters; signs operators in and mints tokens for synthetic users.</param>
internal sealed record SiloSecrets(byte[] SigningKey, string OperatorKey)
{
    public const string SigningKeyVariable = "AUDIOROOMS_SIGNING_KEY";
    public const string OperatorKeyVariable = "AUDIOROOMS_OPERATOR_KEY";
    public const string DevelopmentOperatorKey = "development-operator-key";

    private const int SigningKeyBytes = 32;
    private const int OperatorKeyLengthMin = 16;

    /// <summary>Reads and checks the secrets of the environment.</summary>
    /// <returns>
    /// The secrets; without a signing key if there is none: <see cref="WithSigningKeyAsync"/> adds development's.
    /// </returns>
    public static SiloSecrets Read(string? signing, string? operatorKey, bool isProduction, SettingErrors errors)
    {
        if (isProduction && signing is null)
        {
            errors.Add(
                $"--prod needs {SigningKeyVariable} in the environment: base64 of {SigningKeyBytes} or more random bytes, as "
                + "`openssl rand -base64 48` makes.");
        }

        if (isProduction && operatorKey is null)
        {
            errors.Add($"--prod needs {OperatorKeyVariable} in the environment: {OperatorKeyLengthMin} or more characters.");
        }

        if (operatorKey is { Length: < OperatorKeyLengthMin } || (isProduction && operatorKey == DevelopmentOperatorKey))
        {
            errors.Add($"{OperatorKeyVariable} must be a secret of {OperatorKeyLengthMin} or more characters.");
            operatorKey = null;
        }

        return new SiloSecrets(errors.Try(() => Decode(signing), []), operatorKey ?? DevelopmentOperatorKey);
    }

    /// <summary>These secrets with a signing key. If the environment has none, development's own key is added.</summary>
    /// <exception cref="StartupException">The database that keeps development's key does not answer.</exception>
    public async Task<SiloSecrets> WithSigningKeyAsync(
        DirectoryInfo dataFolder, DbDataSource source, SqlDialect dialect, CancellationToken cancellationToken)
    {
        if (SigningKey.Length > 0)
        {
            return this;
        }

        return this with
        {
            SigningKey = dialect == SqlDialect.Sqlite
                ? LoadOrMakeDevelopmentKey(dataFolder)
                : await LoadSharedKeyAsync(source, dialect, cancellationToken),
        };
    }

    private static async Task<byte[]> LoadSharedKeyAsync(
        DbDataSource source, SqlDialect dialect, CancellationToken cancellationToken)
    {
        try
        {
            using var database = new SqlDatabase(source, dialect);
            return await SharedDevelopmentKey.LoadAsync(database, SigningKeyBytes, cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or StorageFullException)
        {
            throw new StartupException($"The database cannot be used: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private static byte[] Decode(string? signing)
    {
        if (signing is null)
        {
            return [];
        }

        var key = new byte[signing.Length];
        if (!Convert.TryFromBase64String(signing, key, out var length) || length < SigningKeyBytes)
        {
            throw new StartupException($"{SigningKeyVariable} must be base64 of {SigningKeyBytes} or more bytes.");
        }

        return key[..length];
    }

    private static byte[] LoadOrMakeDevelopmentKey(DirectoryInfo dataFolder)
    {
        var path = Path.Combine(dataFolder.FullName, "development-signing.key");
        if (File.Exists(path) && File.ReadAllBytes(path) is { Length: >= SigningKeyBytes } kept)
        {
            return kept;
        }

        var made = RandomNumberGenerator.GetBytes(SigningKeyBytes);
        using (var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(made);
            file.Flush(flushToDisk: true);
        }

        return made;
    }
}
