// Put into pages by the preview, never into files: loads the page again when there is something newer.
(function () {
  "use strict";
  var shown = document.currentScript.src.split("?")[1];
  var source = null;

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource("/.itemkit/events");
    source.onmessage = function (event) {
      if (event.data !== shown) {
        source.close();
        location.reload();
      }
    };
  }

  // A browser keeps few connections to one server: a page that nobody sees gives its one back.
  document.addEventListener("visibilitychange", function () {
    if (document.hidden && source) {
      source.close();
      source = null;
    }
    listen();
  });
  addEventListener("pagehide", function () {
    if (source) source.close();
    source = null;
  });
  addEventListener("pageshow", listen);
})();
