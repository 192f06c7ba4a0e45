using System.Text.Json;
using System.Text.Json.Serialization;
using AudioRooms.Gateway.Access.External;
using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo.Settings;

/// <summary>
/// OpenID Connect providers whose users may sign in here. The environment names a JSON file with an array of
/// <see cref="ExternalIssuerOptions"/>, with properties in camel case. The file holds no secret.
/// </summary>
internal static class IssuersSetting
{
    public const string Variable = "AUDIOROOMS_ISSUERS";

    // Unknown properties are refused: a misspelt one would silently not protect.
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PreferredObjectCreationHandling = JsonObjectCreationHandling.Replace,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static IList<ExternalIssuerOptions> Read(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<List<ExternalIssuerOptions>>(File.ReadAllBytes(path), Format)
                ?? throw new JsonException("it is null");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StartupException(
                $"{Variable} names {path}, which is not a list of issuers: {exception.Message.TrimEnd('.')}.", exception);
        }
    }
}
