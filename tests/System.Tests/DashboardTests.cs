using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AudioRooms.System.Tests;

/// <summary>Orleans' dashboard: who may see it, and what it does not show.</summary>
public sealed partial class DashboardTests
{
    private const string Key = "an-operator-key-of-a-test";

    [Fact]
    public async Task Dashboard_InDevelopment_IsOpenToThisMachineAndLoadsNothingFromElsewhere()
    {
        await using var server = await Server.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Http };

        using var page = await http.GetAsync(new Uri("/dashboard/", UriKind.Relative));
        var html = await page.Content.ReadAsStringAsync();
        using var head = new HttpRequestMessage(HttpMethod.Head, "/dashboard/");
        using var headed = await http.SendAsync(head);
        using var figures = await http.GetAsync(new Uri("/dashboard/ClusterStats", UriKind.Relative));
        using var state = await http.GetAsync(new Uri("/dashboard/GrainState?grainId=1&grainType=account", UriKind.Relative));
        using var trace = await http.GetAsync(new Uri("/dashboard/Trace", UriKind.Relative));

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        headed.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; script-src 'self';");
        Loaded().Matches(html).Select(match => match.Groups["address"].Value)
            .ShouldAllBe(address => address.StartsWith("./") || !address.Contains('/'));
        figures.StatusCode.ShouldBe(HttpStatusCode.OK);
        state.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        trace.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        server.ShouldHaveCleanLog();
    }

    [Fact]
    public async Task Dashboard_InProductionSwitchedOn_AsksForTheOperatorsKeyAndStopsGuesses()
    {
        await using var server = await Server.StartWithAsync(Production("on"), "--prod");

        (await AskAsync(server, null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(server, Key)).ShouldBe(HttpStatusCode.OK);
        for (var guess = 0; guess < 30; guess++)
        {
            (await AskAsync(server, $"guess-{guess}")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await AskAsync(server, "guess-31")).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("off")]
    public async Task Dashboard_InProductionNotSwitchedOn_IsNotThere(string? setting)
    {
        await using var server = await Server.StartWithAsync(Production(setting), "--prod");

        (await AskAsync(server, Key)).ShouldBe(HttpStatusCode.NotFound);
    }

    private static Dictionary<string, string> Production(string? setting)
    {
        var environment = new Dictionary<string, string>
        {
            ["AUDIOROOMS_SIGNING_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)),
            ["AUDIOROOMS_OPERATOR_KEY"] = Key,
        };
        if (setting is not null)
        {
            environment["AUDIOROOMS_DASHBOARD"] = setting;
        }

        return environment;
    }

    private static async Task<HttpStatusCode> AskAsync(Server server, string? key)
    {
        using var http = new HttpClient { BaseAddress = server.Http };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dashboard/ClusterStats");
        request.Headers.Authorization = key is null
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"operator:{key}")));
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    [GeneratedRegex("(src|href)=\"(?<address>[^\"]*)\"")]
    private static partial Regex Loaded();
}
