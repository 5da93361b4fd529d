using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Customers;

/// <summary>The CVR or VAT number: says while it is typed whether it can be one, and who else has it.</summary>
public sealed partial class RegistrationNoField
{
    private readonly string id = $"registration{Guid.NewGuid():N}";
    private (string? Number, string? Country) asked;
    private CustomerTwin? twin;

    [Inject] public required CustomerList Customers { get; init; }

    [Inject] public required IStringLocalizer<CustomerTexts> Texts { get; init; }

    [Inject] public required ILogger<RegistrationNoField> Logger { get; init; }

    [Parameter, EditorRequired] public CustomerForm Draft { get; set; } = default!;

    [Parameter] public string? Error { get; set; }

    [Parameter] public EventCallback Changed { get; set; }

    private string Label => Texts[Draft.CountryCode == Countries.Denmark ? "Field.Cvr" : "Field.VatNumber"];

    private int Digits => Draft.RegistrationNo?.Count(char.IsAsciiDigit) ?? 0;

    private (Tone Tone, string Icon, string Key)? Verdict => (Cvr.Check(Draft.RegistrationNo), Draft) switch
    {
        (_, { RegistrationNo: null or "" } or not { CountryCode: Countries.Denmark }) => null,
        (CvrCheck.Valid, _) => (Tone.Success, "check_circle", nameof(CvrCheck.Valid)),
        (_, { Kind: CustomerKind.Person }) => null,
        // An error says the same, and louder.
        _ when Error is not null => null,
        (CvrCheck.WrongCheckDigit, _) => (Tone.Warning, "warning", nameof(CvrCheck.WrongCheckDigit)),
        _ => (Tone.Neutral, "info", nameof(CvrCheck.NotEightDigits)),
    };

    protected override void OnParametersSet()
    {
        if (asked == (Draft.RegistrationNo, Draft.CountryCode))
            return;
        asked = (Draft.RegistrationNo, Draft.CountryCode);
        twin = null;
        if (!string.IsNullOrWhiteSpace(Draft.RegistrationNo))
            RunSoon(FindTwinAsync);
    }

    private Task TypeAsync(string? typed)
    {
        Draft.RegistrationNo = typed;
        return Changed.InvokeAsync();
    }

    private async Task FindTwinAsync()
    {
        var (number, country) = (Draft.RegistrationNo, Draft.CountryCode);
        try
        {
            var found = await Customers.FindTwinAsync(Workspace, number, country, Draft.Id, Closed);
            if ((number, country) == (Draft.RegistrationNo, Draft.CountryCode))
                twin = found;
            StateHasChanged();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A half-written form is worth more than the hint.
            Log.TwinUnknown(Logger, fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Whether another customer has the same number could not be read.")]
        public static partial void TwinUnknown(ILogger logger, Exception fault);
    }
}
