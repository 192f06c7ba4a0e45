using System.Data.Common;
using System.Security.Cryptography;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Silo.Startup;

/// <summary>
/// The two secrets of a silo. Production takes them from the environment. Development makes a signing key once and keeps it, so that tokens
/// survive a restart: with SQLite in the data folder, with PostgreSQL in the database, where every silo finds it. The operator key of
/// development is printed and fixed.
/// </summary>
/// <param name="SigningKey">At least 32 bytes: signs access tokens.</param>
/// <param name="OperatorKey">At least 16 characters: mints tokens for synthetic users.</param>
internal sealed record SiloSecrets(byte[] SigningKey, string OperatorKey)
{
    public const string SigningKeyVariable = "AUDIOROOMS_SIGNING_KEY";
    public const string OperatorKeyVariable = "AUDIOROOMS_OPERATOR_KEY";
    public const string DevelopmentOperatorKey = "development-operator-key";

    private const int SigningKeyBytes = 32;
    private const int OperatorKeyLengthMin = 16;

    /// <summary>Reads them, and makes what development lacks.</summary>
    /// <exception cref="StartupException">One is missing or too short, or the database cannot be asked.</exception>
    public static async Task<SiloSecrets> LoadAsync(
        bool isProduction, DirectoryInfo dataFolder, SqlDatabase database, CancellationToken cancellationToken)
    {
        var signing = Environment.GetEnvironmentVariable(SigningKeyVariable);
        var operatorKey = Environment.GetEnvironmentVariable(OperatorKeyVariable);
        if (isProduction && (string.IsNullOrEmpty(signing) || string.IsNullOrEmpty(operatorKey)))
        {
            throw new StartupException(
                $"--prod needs {SigningKeyVariable} (base64 of {SigningKeyBytes} or more random bytes, as `openssl rand -base64 48` makes) and "
                + $"{OperatorKeyVariable} ({OperatorKeyLengthMin} or more characters) in the environment.");
        }

        operatorKey = string.IsNullOrEmpty(operatorKey) ? DevelopmentOperatorKey : operatorKey;
        if (operatorKey.Length < OperatorKeyLengthMin || (isProduction && operatorKey == DevelopmentOperatorKey))
        {
            throw new StartupException($"{OperatorKeyVariable} must be a secret of {OperatorKeyLengthMin} or more characters.");
        }

        var signingKey = !string.IsNullOrEmpty(signing) ? Decode(signing)
            : database.Dialect == SqlDialect.Sqlite ? LoadOrMakeDevelopmentKey(dataFolder)
            : await LoadSharedKeyAsync(database, cancellationToken);
        return new SiloSecrets(signingKey, operatorKey);
    }

    private static async Task<byte[]> LoadSharedKeyAsync(SqlDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            return await SharedDevelopmentKey.LoadAsync(database, SigningKeyBytes, cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            throw new StartupException($"The database cannot be used: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private static byte[] Decode(string signing)
    {
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
