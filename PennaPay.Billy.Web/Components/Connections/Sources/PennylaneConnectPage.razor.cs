using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Systems.Pennylane.Api;
using PennaPay.Billy.Web.Components.Connections.SignIn;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Connections.Sources;

/// <summary>What is needed for Pennylane, what is asked for, and the way to its sign-in; or a token in place of it.</summary>
public sealed partial class PennylaneConnectPage
{
    private Failure? failure;

    /// <summary>Why somebody came back without a connection, as a code.</summary>
    [SupplyParameterFromQuery(Name = SignInReturn.Problem)] public string? Problem { get; set; }

    /// <summary>The connection that is to work again.</summary>
    [SupplyParameterFromQuery(Name = SignInReturn.Again)] public Guid? Again { get; set; }

    [Inject] public required PennylaneEndpoints Endpoints { get; init; }

    [Inject] public required IStringLocalizer<SourceTexts> Texts { get; init; }

    protected override void OnParametersSet() => failure ??= SignInReturn.Read(Problem);

    private void Show(Failure? shown) => failure = shown;
}
