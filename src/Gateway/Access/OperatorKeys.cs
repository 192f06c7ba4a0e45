using System.Security.Cryptography;
using System.Text;

namespace AudioRooms.Gateway.Access;

/// <summary>Compares a caller's key with the operator's.</summary>
internal static class OperatorKeys
{
    /// <summary>
    /// True for the operator's key; always false if there is none. Takes the same time for all wrong keys of one length.
    /// </summary>
    /// <param name="given">The key that the caller sent.</param>
    /// <param name="expected">The operator's key; null or empty if there is none.</param>
    public static bool IsKey(string given, string? expected)
    {
        // The hashes are compared, because the time of comparing the texts would tell the length of the key.
        var givenHash = SHA256.HashData(Encoding.UTF8.GetBytes(given));
        var expectedHash = SHA256.HashData(Encoding.UTF8.GetBytes(expected ?? ""));
        return CryptographicOperations.FixedTimeEquals(givenHash, expectedHash) && !string.IsNullOrEmpty(expected);
    }
}
