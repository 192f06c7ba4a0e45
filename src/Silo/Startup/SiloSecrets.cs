using System.Security.Cryptography;

namespace AudioRooms.Silo.Startup;

/// <summary>
/// The two secrets of a silo. Production takes them from the environment. Development makes a signing key once and keeps it in
/// the data folder, so that tokens survive a restart, and uses an operator key that is printed and fixed.
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

    public static SiloSecrets Load(bool isProduction, DirectoryInfo dataFolder)
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

        return new SiloSecrets(
            string.IsNullOrEmpty(signing) ? LoadOrMakeDevelopmentKey(dataFolder) : Decode(signing), operatorKey);
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
