using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AudioRooms.Domain.Webhooks;

/// <summary>
/// The signature of a delivery: HMAC-SHA256 over the time of the attempt, a full stop and the body, so that neither can be
/// changed, nor an old delivery be sent again later than the receiver allows.
/// </summary>
public static class WebhookSignature
{
    /// <summary>The signature in lower-case hexadecimal digits.</summary>
    /// <param name="secret">The key, as the UTF-8 of its text.</param>
    /// <param name="unixSeconds">When the attempt is made.</param>
    /// <param name="body">As it is sent.</param>
    public static string Of(string secret, long unixSeconds, string body) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(secret),
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{unixSeconds}.{body}"))));
}
