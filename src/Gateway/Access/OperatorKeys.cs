using System.Security.Cryptography;
using System.Text;

namespace AudioRooms.Gateway.Access;

/// <summary>Compares a key that somebody gave with the operator's.</summary>
internal static class OperatorKeys
{
    /// <summary>
    /// True for the operator's key; false for every key if there is none. Takes the same time for every wrong key of one length.
    /// </summary>
    /// <param name="given">As the caller sent it.</param>
    /// <param name="expected">The operator's key; null or empty if there is none.</param>
    public static bool IsKey(string given, string? expected)
    {
        // Hashed first: comparing the texts themselves would tell their length by its time.
        var givenHash = SHA256.HashData(Encoding.UTF8.GetBytes(given));
        var expectedHash = SHA256.HashData(Encoding.UTF8.GetBytes(expected ?? ""));
        return CryptographicOperations.FixedTimeEquals(givenHash, expectedHash) && !string.IsNullOrEmpty(expected);
    }
}
