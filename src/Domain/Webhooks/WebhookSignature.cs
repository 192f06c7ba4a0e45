using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AudioRooms.Domain.Webhooks;

/// <summary>The signature of a delivery: HMAC-SHA256 over the time of the attempt, a full stop and the body. So neither can be
/// changed, and a receiver recognises an old delivery that a third party sends again.</summary>
public static class WebhookSignature
{
    /// <summary>The signature in lower-case hexadecimal digits.</summary>
    /// <param name="secret">The key; its UTF-8 bytes are used.</param>
    /// <param name="unixSeconds">Time of the attempt in seconds since 1970.</param>
    /// <param name="body">The body as it is sent.</param>
    public static string Of(string secret, long unixSeconds, string body) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(secret),
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{unixSeconds}.{body}"))));
}
