using System.Security.Cryptography;
using System.Text;

namespace AudioRooms.Contracts.Users;

/// <summary>
/// Somebody as another service knows them. The pair is unique and never given to another person (OpenID Connect Core §5.7).
/// </summary>
/// <param name="Issuer">The service, as it names itself in its tokens.</param>
/// <param name="Subject">The person there; at most 255 characters.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ExternalIdentity")]
public sealed record ExternalIdentity(
    [property: Id(0)] string Issuer,
    [property: Id(1)] string Subject)
{
    /// <summary>
    /// SHA-256 of the pair in hexadecimal: of one length, whatever the two contain. A line feed is in no issuer.
    /// </summary>
    public string Key() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Issuer}\n{Subject}")));
}

/// <summary>What a gateway has checked: that a person signed in at an issuer, for this service, just now.</summary>
/// <param name="Identity">Who signed in.</param>
/// <param name="Nonce">The gateway's own, as it stood in the issuer's token. It is good for one use.</param>
/// <param name="NonceExpiresAt">Until when its use must be remembered.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ExternalProof")]
public sealed record ExternalProof(
    [property: Id(0)] ExternalIdentity Identity,
    [property: Id(1)] string Nonce,
    [property: Id(2)] DateTimeOffset NonceExpiresAt);

/// <summary>An identity elsewhere that opens an account here.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LinkedIdentity")]
public sealed record LinkedIdentity(
    [property: Id(0)] ExternalIdentity Identity,
    [property: Id(1)] DateTimeOffset LinkedAt);
