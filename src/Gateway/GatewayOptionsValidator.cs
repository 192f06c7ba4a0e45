using System.ComponentModel.DataAnnotations;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Services.Page;
using Microsoft.Extensions.Options;

namespace AudioRooms.Gateway;

/// <summary>Finds all errors in the options at once. Its messages never contain a secret.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var errors = new List<string>();
        Check(options, "", errors);
        Check(options.AccessTokens, "AccessTokens: ", errors);
        foreach (var issuer in options.Issuers)
        {
            Check(issuer, $"Issuer {issuer.Name}: ", errors);
            errors.AddRange(issuer.Errors().Select(error => $"Issuer {issuer.Name}: {error}"));
        }

        if (options.Issuers.DistinctBy(issuer => issuer.Name).Count() < options.Issuers.Count
            || options.Issuers.DistinctBy(issuer => issuer.Issuer).Count() < options.Issuers.Count)
        {
            errors.Add("Issuers must differ in name and in address.");
        }

        Check(options.Limits, "Limits: ", errors);
        var limits = new List<string>();
        _ = options.Limits.Table(limits);
        errors.AddRange(limits.Select(static error => "Limits: " + error));
        Check(options.Session, "Session: ", errors);
        errors.AddRange(options.WebSockets.Errors());
        errors.AddRange(PageFiles.Errors(options.PageFolder));
        Check(options.FanOut, "FanOut: ", errors);
        Check(options.Drain, "Drain: ", errors);
        Check(options.Rooms, "Rooms: ", errors);
        Check(options.Watches, "Watches: ", errors);
        Check(options.Reactions, "Reactions: ", errors);
        CheckTick(options.FanOut.AudienceTick, nameof(FanOutOptions.AudienceTick), errors);
        CheckTick(options.FanOut.AudienceTickMax, nameof(FanOutOptions.AudienceTickMax), errors);
        if (options.FanOut.AudienceTickMax < options.FanOut.AudienceTick)
        {
            errors.Add("FanOut: AudienceTickMax must not be below AudienceTick.");
        }

        if (options.FanOut.AckEvery + options.FanOut.AudienceTickMax >= options.FanOut.AckWindow)
        {
            errors.Add(
                "FanOut: AckWindow must be above AckEvery and AudienceTickMax together; otherwise sound waits for "
                    + "acknowledgements.");
        }

        if (options.FanOut.BroadcastAckEvery + options.FanOut.BroadcastTick >= options.FanOut.BroadcastAckWindow)
        {
            errors.Add("FanOut: BroadcastAckWindow must be above BroadcastAckEvery and BroadcastTick together; otherwise sound "
                + "waits "
                + "for acknowledgements.");
        }

        CheckTick(options.FanOut.EconomyTick, nameof(FanOutOptions.EconomyTick), errors);
        CheckTick(options.FanOut.BroadcastTick, nameof(FanOutOptions.BroadcastTick), errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Check(object options, string prefix, List<string> errors)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
        {
            errors.Add(prefix + result.ErrorMessage);
        }
    }

    private static void CheckTick(TimeSpan tick, string name, List<string> errors)
    {
        if (tick.Ticks % FanOutWheel.SlotLength.Ticks != 0)
        {
            errors.Add($"FanOut: {name} must be a multiple of {FanOutWheel.SlotLength.TotalMilliseconds} ms.");
        }
    }
}
